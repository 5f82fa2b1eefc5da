using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>The policy in force, and whether saved changes still wait.</summary>
/// <param name="Revision">The revision in force. Null before the first one, while everything is denied.</param>
/// <param name="Since">When it came into force, UTC.</param>
/// <param name="PendingError">Why a newer policy could not be loaded. Null if everything saved is in force.</param>
public sealed record PolicyStatus(long? Revision, DateTimeOffset? Since, string? PendingError)
{
    public static PolicyStatus None { get; } = new(null, null, null);

    /// <summary>
    /// When the policy in force was compiled, UTC, while the portal uses the policy from disk. It does so until it has read the database. Otherwise
    /// null.
    /// </summary>
    public DateTimeOffset? FromDisk { get; init; }

    /// <summary>
    /// The parts on disk that failed their checks at start, one sentence each. The policy in force may be older than the previous one.
    /// </summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<string> Damage { get; init; } = [];

    /// <summary>
    /// Why the policy in force is not on disk. In that case, a restart without the database would restore an older policy. Null if it is on disk.
    /// </summary>
    [TenantSees(TenantSight.Nothing)]
    public string? NotOnDisk { get; init; }

    /// <summary>Why storing the policy may soon fail. Null if there is enough space.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? DiskShort { get; init; }

    /// <summary>Why no change in the database comes into force automatically. Null if the portal follows the database.</summary>
    [TenantSees(TenantSight.Nothing)]
    public DatabaseDoubt? Doubt { get; init; }

    /// <summary>Changes that no person requested. They wait for an administrator.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<HeldChange> HeldBack { get; init; } = [];

    /// <summary>Explains the problem with the database to a person. Null if the portal follows the database.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? DoubtExplained => Doubt switch
    {
        DatabaseDoubt.Another => "The policy in force was built from a different database.",
        DatabaseDoubt.Older => "The database does not contain the newest revision that was in force: it is an older copy, or it has lost its latest changes.",
        _ => null,
    };

    /// <summary>The part that a tenant may see. The rest names other tenants' hosts and this machine's files and servers.</summary>
    internal PolicyStatus ForTenants => this with { PendingError = PendingError is null ? null : DatabaseErrors.Away, Damage = [], NotOnDisk = null, DiskShort = null, Doubt = null, HeldBack = [] };
}
