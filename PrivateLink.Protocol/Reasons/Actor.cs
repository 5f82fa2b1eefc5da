namespace PrivateLink.Protocol.Reasons;

/// <summary>Who must act on a reason.</summary>
public enum Actor
{
    /// <summary>No one needs to act.</summary>
    Nobody,

    /// <summary>The customer. <see cref="ReasonRow.ActsIn"/> says where.</summary>
    Customer,

    /// <summary>The company that runs the service.</summary>
    Company,
}
