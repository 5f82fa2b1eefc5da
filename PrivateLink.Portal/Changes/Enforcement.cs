namespace PrivateLink.Portal.Changes;

/// <summary>Whether a saved change is already in force.</summary>
public abstract record Enforcement
{
    private Enforcement()
    {
    }

    /// <summary>The change applies to the next connection.</summary>
    public sealed record InForce(long Revision) : Enforcement;

    /// <summary>Saved but not yet in force: the engine keeps its policy, and the portal keeps trying.</summary>
    public sealed record Pending(string Why) : Enforcement;
}
