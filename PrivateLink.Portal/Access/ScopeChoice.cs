namespace PrivateLink.Portal.Access;

/// <summary>The company's side or one tenant, with the person's role in it.</summary>
/// <param name="TenantId">Null for the company's side.</param>
public sealed record ScopeChoice(Guid? TenantId, string Name, string Role);
