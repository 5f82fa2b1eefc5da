namespace PrivateLink.Portal.Access;

/// <summary>Who a session belongs to, and what that person may work with.</summary>
/// <param name="Caller">The person's current role; null without a role, or while the second factor that the company requires is missing.</param>
/// <param name="Scopes">Everything the person can switch to, the company first.</param>
/// <param name="NeedsSecondFactor">The company asks for a second factor, and there is none yet.</param>
public sealed record SignedIn(
    Guid SessionId, Guid PersonId, string Name, string Email, Caller? Caller, IReadOnlyList<ScopeChoice> Scopes, bool NeedsSecondFactor)
{
    /// <summary>The caller for pages of the person's own account, which need no role.</summary>
    public Caller Account => Caller ?? Access.Caller.Account(Name, PersonId) with { Standing = Standing, Address = Address, SessionId = SessionId };

    internal LiveAccess.Standing? Standing { get; init; }

    /// <summary>Where the request, or the connection of the open page, comes from.</summary>
    internal string? Address { get; private init; }

    /// <summary>The same, asked from somewhere.</summary>
    internal SignedIn From(string? address) => this with { Address = address, Caller = Caller is null ? null : Caller with { Address = address } };

    /// <summary>What the person works in now.</summary>
    public ScopeChoice? Scope => Caller is null ? null : Scopes.FirstOrDefault(scope => scope.TenantId == Caller.TenantId);
}
