using PrivateLink.Engine;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Operations;

/// <summary>Tells pages what the engine does now. Reading is cheap: everything is in memory.</summary>
public sealed class EngineReports(EngineStatus engine, PolicyPublisher policy)
{
    /// <summary>Raised when the policy in force has changed, on any thread. What else a report says is worth asking for now and then.</summary>
    public event Action? PolicyChanged
    {
        add => policy.Changed += value;
        remove => policy.Changed -= value;
    }

    /// <summary>The revision that decides, for pages that anyone may read: <c>/readyz/proxy</c> tells it to anyone as well.</summary>
    public long? Revision => policy.Status.Revision;

    [Requires(Permission.ViewEngine)]
    public EngineReport Read(Caller caller)
    {
        caller.Demand(Permission.ViewEngine);
        var status = caller.May(Permission.ViewPolicyRevisions) ? policy.Status : policy.Status.ForTenants;
        return new(Condition, status, caller.IsCompany ? engine.OpenConnections : null, caller.May(Permission.ViewListeners) ? engine.Listeners : [])
        {
            OwnFaults = caller.May(Permission.ViewUpstreams) ? engine.OwnFaults : [],
        };
    }

    private EngineCondition Condition => engine switch
    {
        { IsDraining: true } => EngineCondition.Draining,
        { Listeners.Count: 0 } => EngineCondition.NotListening,
        _ => policy.Status.Revision is null ? EngineCondition.NoPolicy : EngineCondition.Live,
    };
}
