using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Rolls trials back whose time is over. The deadline is in the database: a restart or an outage delays it, and never forgets it.</summary>
public sealed class EnforcementTimer(EnforcementService enforcement, PolicyPublisher publisher, TrustedClock clock, TimeProvider time, ILogger<EnforcementTimer> logger)
    : DatabaseTask("Rolling back unconfirmed trials", TimeSpan.FromSeconds(1), time, logger)
{
    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        // Going back to Monitor opens: never because a clock has jumped, nor for a trial that an older copy of the database still runs.
        if (!last && publisher.Status is { Doubt: null, FromDisk: null } && await clock.IsTrustedAsync(cancellationToken)) await enforcement.RollBackAsync(cancellationToken);
    }
}
