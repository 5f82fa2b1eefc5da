namespace PrivateLink.Protocol.Reasons;

/// <summary>Who must act on a reason.</summary>
public enum Actor
{
    /// <summary>No one needs to act.</summary>
    Nobody,

    /// <summary>The customer, in the portal, at the client or in its network.</summary>
    Customer,

    /// <summary>The company that runs the service.</summary>
    Company,
}
