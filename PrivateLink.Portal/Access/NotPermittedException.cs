namespace PrivateLink.Portal.Access;

/// <summary>The caller's role does not allow the request. Pages do not offer such requests, so the cause is an outdated page, a lost role or an attack.</summary>
public sealed class NotPermittedException(Permission permission) : Exception(Permissions.Of(permission).WhoMay)
{
    public Permission Permission { get; } = permission;
}
