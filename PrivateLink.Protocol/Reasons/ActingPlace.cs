namespace PrivateLink.Protocol.Reasons;

/// <summary>Where the customer acts on a reason.</summary>
public enum ActingPlace
{
    /// <summary>The reason does not tell.</summary>
    Unknown,

    /// <summary>In the portal.</summary>
    Portal,

    /// <summary>At the client.</summary>
    Client,

    /// <summary>In the customer's network.</summary>
    Network,

    /// <summary>At the client, or in the customer's network.</summary>
    ClientOrNetwork,
}
