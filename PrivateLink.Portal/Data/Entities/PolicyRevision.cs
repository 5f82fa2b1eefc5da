namespace PrivateLink.Portal.Data.Entities;

/// <summary>One change of the access policy, saved in the same transaction as the change.</summary>
public sealed class PolicyRevision
{
    public const int SummaryLength = 400;

    /// <summary>Grows by one with each change. Connection records refer to it.</summary>
    public required long Number { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string Summary { get; init; }

    /// <summary>The person who made the change.</summary>
    public required string By { get; init; }
}
