using PrivateLink.Engine;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Operations;

/// <summary>Reports the state of the engine to pages. Reading is cheap, because everything is in memory.</summary>
public sealed class EngineReports(EngineStatus engine, PolicyPublisher policy)
{
    /// <summary>Raised on any thread when the policy in force has changed. For the other values of a report, read it again from time to time.</summary>
    public event Action? PolicyChanged
    {
        add => policy.Changed += value;
        remove => policy.Changed -= value;
    }

    /// <summary>The revision in force, for pages without sign-in. <c>/readyz/proxy</c> also shows it to anyone.</summary>
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
