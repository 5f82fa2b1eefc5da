using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Rolls back expired trials. The deadline is in the database, so a restart or an outage may delay a rollback but never loses it.</summary>
public sealed class EnforcementTimer(EnforcementService enforcement, PolicyPublisher publisher, TrustedClock clock, TimeProvider time, ILogger<EnforcementTimer> logger)
    : DatabaseTask("Rolling back unconfirmed trials", TimeSpan.FromSeconds(1), time, logger)
{
    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        // A rollback to Monitor opens the host. It must not happen because the clock jumped, or for a trial from an older copy of the database.
        if (!last && publisher.Status is { Doubt: null, FromDisk: null } && await clock.IsTrustedAsync(cancellationToken)) await enforcement.RollBackAsync(cancellationToken);
    }
}
