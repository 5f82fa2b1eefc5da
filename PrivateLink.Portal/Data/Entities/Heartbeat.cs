namespace PrivateLink.Portal.Data.Entities;

/// <summary>The last moment at which a process could write: asking a database for reading says nothing of a full disk or a held lock.</summary>
public sealed class Heartbeat
{
    /// <summary>The node's name; one row for each.</summary>
    public required string Node { get; init; }

    public DateTime Time { get; set; }
}
