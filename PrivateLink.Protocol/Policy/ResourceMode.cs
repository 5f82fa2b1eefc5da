namespace PrivateLink.Protocol.Policy;

/// <summary>How strictly a resource is protected. Values are persisted; never renumber. Zero is not a mode, so there is no implicit default.</summary>
public enum ResourceMode
{
    /// <summary>Anyone may connect.</summary>
    Open = 1,

    /// <summary>Evaluate, relay anyway, and record what would have been denied.</summary>
    Monitor = 2,

    /// <summary>Only listed private endpoints may connect. An empty list denies every connection.</summary>
    Enforce = 3,
}
