using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Operations;

/// <summary>The engine at one moment, as a page shows it.</summary>
/// <param name="OpenConnections">All tenants' together; null for tenants.</param>
/// <param name="Listeners">The bound ports; empty for tenants, who do not run them.</param>
public sealed record EngineReport(
    EngineCondition Condition, PolicyStatus Policy,
    [property: TenantSees(TenantSight.Nothing)] int? OpenConnections,
    [property: TenantSees(TenantSight.Nothing)] IReadOnlyList<ListenerStatus> Listeners)
{
    /// <summary>What the engine itself lacked lately to connect to upstreams; empty for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<OwnFaultStatus> OwnFaults { get; init; } = [];
}
