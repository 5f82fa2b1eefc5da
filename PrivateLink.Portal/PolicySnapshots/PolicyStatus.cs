using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>What is in force, and whether anything saved is still waiting.</summary>
/// <param name="Revision">The revision that decides; null before the first one, when everything is denied.</param>
/// <param name="Since">When it came into force, UTC.</param>
/// <param name="PendingError">Why a newer policy could not be loaded; null while everything saved is in force.</param>
public sealed record PolicyStatus(long? Revision, DateTimeOffset? Since, string? PendingError)
{
    public static PolicyStatus None { get; } = new(null, null, null);

    /// <summary>When the policy in force was compiled, UTC, while it comes from disk because the database has not been read yet; otherwise null.</summary>
    public DateTimeOffset? FromDisk { get; init; }

    /// <summary>What on the disk could not be believed at start, a sentence each: what is in force may be older than what was.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<string> Damage { get; init; } = [];

    /// <summary>Why the policy in force is not on disk, so that a restart without the database would bring back an older one; null while it is.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? NotOnDisk { get; init; }

    /// <summary>Why the policy in force may soon not be on disk any more; null while there is room.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? DiskShort { get; init; }

    /// <summary>Why nothing in the database comes into force by itself; null while it is followed.</summary>
    [TenantSees(TenantSight.Nothing)]
    public DatabaseDoubt? Doubt { get; init; }

    /// <summary>Changes that nobody asked for; they wait for an administrator.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<HeldChange> HeldBack { get; init; } = [];

    /// <summary>For a person: what is the matter with the database; null while it is followed.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? DoubtExplained => Doubt switch
    {
        DatabaseDoubt.Another => "The policy in force was built from a different database.",
        DatabaseDoubt.Older => "The database does not contain the newest revision that was in force: it is an older copy, or it has lost its latest changes.",
        _ => null,
    };

    /// <summary>What a tenant may know of it: the rest names other tenants' hosts, and this machine's files and servers.</summary>
    internal PolicyStatus ForTenants => this with { PendingError = PendingError is null ? null : DatabaseErrors.Away, Damage = [], NotOnDisk = null, DiskShort = null, Doubt = null, HeldBack = [] };
}
