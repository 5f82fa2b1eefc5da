namespace PrivateLink.Portal.Changes;

/// <summary>Whether a saved change already decides about connections.</summary>
public abstract record Enforcement
{
    private Enforcement()
    {
    }

    /// <summary>The next connection is decided by it.</summary>
    public sealed record InForce(long Revision) : Enforcement;

    /// <summary>Saved but not yet enforced: the engine keeps the policy it has, and the portal keeps trying.</summary>
    public sealed record Pending(string Why) : Enforcement;
}
