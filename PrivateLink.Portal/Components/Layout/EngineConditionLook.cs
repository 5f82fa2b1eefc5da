using PrivateLink.Portal.Operations;


namespace PrivateLink.Portal.Components.Layout;

/// <summary>The words and colour of each condition of the engine.</summary>
/// <param name="Word">A word or two for the top bar.</param>
/// <param name="Meaning">What it means for connections, in one sentence.</param>
/// <param name="Colour">Good, warning or bad.</param>
public sealed record EngineConditionLook(string Word, string Meaning, string Colour)
{
    public static EngineConditionLook Of(EngineCondition condition) => condition switch
    {
        EngineCondition.Live => new("Live", "The engine decides every connection with the policy in force.", "good"),
        EngineCondition.Draining => new("Draining", "The engine is stopping. It accepts no new connections, and open ones may finish.", "warning"),
        EngineCondition.NoPolicy => new("No policy", "No policy is loaded yet: the engine denies every connection.", "bad"),
        _ => new("Not listening", "The engine has no open port, so no client can connect.", "bad"),
    };
}
