namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// What this database is: one row, made when its schema was. A copy or a restored backup is the same one; a new database is another,
/// whatever it is called.
/// </summary>
public sealed class Installation
{
    /// <summary>The database's identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The latest time, UTC, at which a portal trusted its clock; null before the first.</summary>
    public DateTime? ClockSeenAt { get; set; }

    /// <summary>The last audit entry of which people were told by mail; null before there was a mail server.</summary>
    public long? NewsThrough { get; private set; }
}
