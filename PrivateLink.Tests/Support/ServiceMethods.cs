using System.Reflection;
using Microsoft.AspNetCore.Components;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support;

/// <summary>The portal's entry points, found by reflection: methods for callers, and pages for browsers.</summary>
internal static class ServiceMethods
{
    private static readonly Assembly Portal = typeof(PortalDbContext).Assembly;

    /// <summary>
    /// Every public method with a <see cref="Caller"/>, except the permission mechanism itself: methods that take a permission, and the table.
    /// </summary>
    public static IEnumerable<MethodInfo> All =>
        from type in Portal.GetExportedTypes()
        where type != typeof(Caller) && type != typeof(Permissions) && type != typeof(PermissionRow)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToList()
        where !method.IsSpecialName && parameters.Contains(typeof(Caller)) && !parameters.Contains(typeof(Permission))
        orderby NameOf(method)
        select method;

    /// <summary>Every component with a route.</summary>
    public static IEnumerable<(string Route, Type Page)> Pages =>
        from type in Portal.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>()
        orderby route.Template
        select (route.Template, type);

    public static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    public static Permission? RequiredBy(MemberInfo member) => member.GetCustomAttribute<RequiresAttribute>()?.Permission;
}
