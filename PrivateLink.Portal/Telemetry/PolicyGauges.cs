using System.Diagnostics.Metrics;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Telemetry;

/// <summary>The policy in force: how old it is, and what is not as it should be.</summary>
internal sealed class PolicyGauges(PolicyPublisher publisher, TimeProvider time) : IGauges
{
    public void Begin(Meter meter)
    {
        meter.CreateObservableGauge("privatelink.policy.age", Age, "s", "Since the policy in force was last known to be what the database holds.");
        meter.CreateObservableGauge("privatelink.policy.revision", Revision, "{revision}", "Revision of the policy in force.");
        meter.CreateObservableUpDownCounter("privatelink.policy.held_back", () => publisher.Status.HeldBack.Count, "{host}", "Hosts with changes that wait for an administrator.");
        meter.CreateObservableGauge("privatelink.policy.pending", () => publisher.Status.PendingError is null ? 0 : 1, "{change}", "1 if a saved change is not in force.");
        meter.CreateObservableGauge("privatelink.policy.in_doubt", () => publisher.Status.Doubt is null ? 0 : 1, "{database}", "1 if the database is not the one that the policy follows.");
        meter.CreateObservableGauge("privatelink.policy.not_on_disk", () => publisher.Status.NotOnDisk is null ? 0 : 1, "{policy}", "1 if the policy in force is not on disk.");
    }

    private IEnumerable<Measurement<double>> Age()
    {
        if (publisher.AgreedAt is not { } at) return [];
        var age = time.GetUtcNow() - at;
        return [new(Math.Max(0, age.TotalSeconds))];
    }

    private IEnumerable<Measurement<long>> Revision() => publisher.Status.Revision is { } revision ? [new(revision)] : [];
}
