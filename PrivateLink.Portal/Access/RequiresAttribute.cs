namespace PrivateLink.Portal.Access;

/// <summary>
/// What a caller of a service method, or a reader of a page, must be allowed to do. A test reads it from every method and every page into
/// <c>docs/permissions.md</c>, calls the methods with every role, and fails where the method itself lets somebody else in.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequiresAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}
