using System.Reflection;
using PrivateLink.Engine;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>Names that say nothing, or two things at once, are not used.</summary>
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

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_WithPolicyInTheirName_MeanTheAccessPolicy(Assembly assembly) =>
        Assert.Empty(assembly.GetTypes()
            .Where(type => type.Name.Contains("AuthorizationPolicy", StringComparison.Ordinal) && type.Namespace?.StartsWith("PrivateLink", StringComparison.Ordinal) == true)
            .Select(type => type.FullName));
}
