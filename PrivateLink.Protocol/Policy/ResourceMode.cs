namespace PrivateLink.Protocol.Policy;

/// <summary>How strictly a resource is protected. Values are persisted; never renumber. There is no implicit mode: zero is not one.</summary>
public enum ResourceMode
{
    /// <summary>Anyone may connect.</summary>
    Open = 1,

    /// <summary>Evaluate, relay anyway, and record what would have been denied.</summary>
    Monitor = 2,

    /// <summary>Only listed private endpoints may connect. With nothing listed, nobody may.</summary>
    Enforce = 3,
}
