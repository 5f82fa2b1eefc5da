namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>Who a session belongs to, and what that person may work with.</summary>
/// <param name="Caller">As whom the person works now; null while there is no role, or while the second factor that the company asks for is missing.</param>
/// <param name="Scopes">Everything the person can switch to, the company first.</param>
/// <param name="NeedsSecondFactor">The company asks for a second factor, and there is none yet.</param>
public sealed record SignedIn(
    Guid SessionId, Guid PersonId, string Name, string Email, Caller? Caller, IReadOnlyList<ScopeChoice> Scopes, bool NeedsSecondFactor)
{
    /// <summary>As whom the person looks after the own account: there is always somebody.</summary>
    public Caller Account => Caller ?? Identity.Caller.Account(Name, PersonId) with { Standing = Standing };

    internal LiveAccess.Standing? Standing { get; init; }

    /// <summary>What the person works in now.</summary>
    public ScopeChoice? Scope => Caller is null ? null : Scopes.FirstOrDefault(scope => scope.TenantId == Caller.TenantId);
}
