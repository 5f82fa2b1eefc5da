using PrivateLink.Engine;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Health;

/// <summary>Tells pages what the engine does now. Reading is cheap: everything is in memory.</summary>
public sealed class EngineReports(EngineStatus engine, PolicyPublisher policy)
{
    public EngineReport Read(Caller caller) =>
        new(Condition, policy.Status, engine.OpenConnections, caller.IsCompany ? engine.Listeners : []);

    private EngineCondition Condition => engine switch
    {
        { IsDraining: true } => EngineCondition.Draining,
        { Listeners.Count: 0 } => EngineCondition.NotListening,
        _ => policy.Status.Revision is null ? EngineCondition.NoPolicy : EngineCondition.Live,
    };
}
