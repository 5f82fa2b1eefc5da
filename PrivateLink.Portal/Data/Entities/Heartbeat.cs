namespace PrivateLink.Portal.Data.Entities;

/// <summary>The last moment at which a process could write. A successful read would not reveal a full disk or a held lock.</summary>
public sealed class Heartbeat
{
    /// <summary>The node's name. Each node has one row.</summary>
    public required string Node { get; init; }

    public DateTime Time { get; set; }
}
