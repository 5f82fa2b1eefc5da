namespace PrivateLink.Portal.Data.Entities;

/// <summary>What came of a private endpoint's request to be connected. Values are persisted; never renumber.</summary>
public enum ApprovalState
{
    /// <summary>The request is there and waits.</summary>
    Seen = 1,

    Approved = 2,

    Refused = 3,
}

/// <summary>Whose word a state is. Values are persisted; never renumber.</summary>
public enum ApprovalSource
{
    /// <summary>The output of the customer's own cloud, as the customer pasted it.</summary>
    Customer = 1,

    /// <summary>A person of the company.</summary>
    Company = 2,

    /// <summary>A connection that came through the endpoint.</summary>
    Traffic = 3,
}
