namespace PrivateLink.Portal.Access;

/// <summary>The person of a session, and what the person can work with.</summary>
/// <param name="Caller">The person's current role; null without a role, or until the person has the second factor that the company requires.</param>
/// <param name="Scopes">Everything the person can switch to, the company first.</param>
/// <param name="NeedsSecondFactor">Whether the company requires a second factor that the person does not have.</param>
public sealed record SignedIn(
    Guid SessionId, Guid PersonId, string Name, string Email, Caller? Caller, IReadOnlyList<ScopeChoice> Scopes, bool NeedsSecondFactor)
{
    /// <summary>The caller for pages of the person's own account, which need no role.</summary>
    public Caller Account => Caller ?? Access.Caller.Account(Name, PersonId) with { Standing = Standing, Address = Address, SessionId = SessionId };

    internal LiveAccess.Standing? Standing { get; init; }

    /// <summary>Where the request or the open page's connection comes from.</summary>
    internal string? Address { get; private init; }

    /// <summary>The same session, with an address.</summary>
    internal SignedIn From(string? address) => this with { Address = address, Caller = Caller is null ? null : Caller with { Address = address } };

    /// <summary>The current scope of the person.</summary>
    public ScopeChoice? Scope => Caller is null ? null : Scopes.FirstOrDefault(scope => scope.TenantId == Caller.TenantId);
}
