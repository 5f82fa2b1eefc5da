namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// The identity of this database: one row, created with the schema. A copy or a restored backup keeps the identity. A new database gets a different
/// one, whatever its name is.
/// </summary>
public sealed class Installation
{
    /// <summary>The database's identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The latest UTC time at which a portal trusted its clock. Null before the first.</summary>
    public DateTime? ClockSeenAt { get; set; }

    /// <summary>The last audit entry for which people received mail. Null before a mail server was configured.</summary>
    public long? NewsThrough { get; private set; }
}
