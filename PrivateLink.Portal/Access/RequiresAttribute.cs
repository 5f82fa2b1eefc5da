namespace PrivateLink.Portal.Access;

/// <summary>
/// The permission that the caller of a service method, or the reader of a page, must have. A test writes all of these to <c>docs/permissions.md</c>.
/// It also calls each method with every role, and fails if the method allows any other caller.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequiresAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}
