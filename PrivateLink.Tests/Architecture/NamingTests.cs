using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>Forbids names that say nothing, and names with two meanings.</summary>
public class NamingTests
{
    private static readonly string[] Empty = ["Helper", "Helpers", "Manager", "Utils", "Util", "Utility", "Utilities", "Common"];

    public static TheoryData<Assembly> Assemblies => [typeof(EngineOptions).Assembly, typeof(PortalDbContext).Assembly, typeof(NamingTests).Assembly];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_Names_SayWhatTheyAre(Assembly assembly)
    {
        var names = assembly.GetTypes().Where(type => type.Namespace?.StartsWith("PrivateLink", StringComparison.Ordinal) == true);

        Assert.Empty(names.Where(type => Empty.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))).Select(type => type.FullName));
        Assert.Empty(names.Where(type => type.Name is "Endpoint" or "EndPoint").Select(type => type.FullName));
    }

    /// <summary>Types that concern authorization, by their base, interfaces or members, are not called policies.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_WithPolicyInTheirName_MeanTheAccessPolicy(Assembly assembly) =>
        Assert.Empty(MisnamedIn(assembly.GetTypes().Where(type => type.DeclaringType != typeof(NamingTests))).Select(type => type.FullName));

    [Fact]
    public void Types_WithPolicyInTheirNameForAuthorization_AreFound() =>
        Assert.Equal([typeof(RequiredPolicy), typeof(PolicyOfPages)], MisnamedIn([typeof(RequiredPolicy), typeof(PolicySnapshot), typeof(PolicyOfPages), typeof(PolicyOptions)]));

    private static IEnumerable<Type> MisnamedIn(IEnumerable<Type> types) =>
        types.Where(type => type.Name.Contains("Policy", StringComparison.Ordinal) && Neighbours(type).Any(IsAuthorization));

    private static IEnumerable<Type?> Neighbours(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return
        [
            type.BaseType, .. type.GetInterfaces(), .. type.GetFields(Declared).Select(field => field.FieldType),
            .. type.GetMethods(Declared).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)),
            .. type.GetConstructors(Declared).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)),
        ];
    }

    private static bool IsAuthorization(Type? type) =>
        type?.Namespace?.StartsWith("Microsoft.AspNetCore.Authorization", StringComparison.Ordinal) == true || (type?.GetGenericArguments().Any(IsAuthorization) ?? false);

    private sealed class RequiredPolicy : IAuthorizationRequirement;

    private static class PolicyOfPages
    {
        public static Task<AuthorizationPolicy?> FindAsync() => Task.FromResult<AuthorizationPolicy?>(null);
    }
}
