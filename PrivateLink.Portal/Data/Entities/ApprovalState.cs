namespace PrivateLink.Portal.Data.Entities;

/// <summary>The result of a private endpoint's connection request. Values are persisted; never renumber.</summary>
public enum ApprovalState
{
    /// <summary>The request exists and waits for approval.</summary>
    Seen = 1,

    Approved = 2,

    Refused = 3,
}

/// <summary>The source of a state. Values are persisted; never renumber.</summary>
public enum ApprovalSource
{
    /// <summary>Output of the customer's own cloud that the customer pasted.</summary>
    Customer = 1,

    /// <summary>A person of the company.</summary>
    Company = 2,

    /// <summary>A connection that came through the endpoint.</summary>
    Traffic = 3,
}
