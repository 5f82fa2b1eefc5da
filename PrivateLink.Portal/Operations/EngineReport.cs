using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Operations;

/// <summary>The state of the engine at one moment, for a page.</summary>
/// <param name="OpenConnections">The open connections of all tenants; null for tenants.</param>
/// <param name="Listeners">The bound ports; empty for tenants, who do not operate them.</param>
public sealed record EngineReport(
    EngineCondition Condition, PolicyStatus Policy,
    [property: TenantSees(TenantSight.Nothing)] int? OpenConnections,
    [property: TenantSees(TenantSight.Nothing)] IReadOnlyList<ListenerStatus> Listeners)
{
    /// <summary>Shortages in the engine that recently prevented connections to upstreams; empty for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<OwnFaultStatus> OwnFaults { get; init; } = [];
}
