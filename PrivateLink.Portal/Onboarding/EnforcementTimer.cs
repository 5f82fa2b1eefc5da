using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Rolls trials back whose time is over. The deadline is in the database: a restart or an outage delays it, and never forgets it.</summary>
public sealed class EnforcementTimer(EnforcementService enforcement, TimeProvider time, ILogger<EnforcementTimer> logger)
    : DatabaseTask("Rolling back enforcements that nobody confirmed", TimeSpan.FromSeconds(1), time, logger)
{
    protected override Task WorkAsync(bool last, CancellationToken cancellationToken) =>
        last ? Task.CompletedTask : enforcement.RollBackAsync(cancellationToken);
}
