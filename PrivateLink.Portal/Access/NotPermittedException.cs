namespace PrivateLink.Portal.Access;

/// <summary>A caller asked for what its role does not allow. The pages do not offer it, so this is an old page, a lost role or an attack.</summary>
public sealed class NotPermittedException(Permission permission) : Exception(Permissions.Of(permission).WhoMay)
{
    public Permission Permission { get; } = permission;
}
