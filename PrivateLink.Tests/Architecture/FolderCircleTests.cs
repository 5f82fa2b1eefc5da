using System.Reflection;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// Folders depend on each other in one direction only, so that a reader needs no folder that uses the one being read. The message names the types to
/// move, the weakest dependency first.
/// </summary>
public class FolderCircleTests
{
    /// <summary>Folders that are still in a circle. This list may only get shorter.</summary>
    private static readonly Dictionary<Assembly, string[]> Known = new()
    {
        [typeof(AccessPolicy).Assembly] = [],
        [typeof(EngineOptions).Assembly] = [],
        [typeof(PortalDbContext).Assembly] = [],
    };

    public static TheoryData<Assembly> Assemblies => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Folders_OfAnAssembly_AreFreeOfCircles(Assembly assembly)
    {
        var circles = FolderCircle.Of(assembly);
        var inCircles = circles.SelectMany(circle => circle.Folders).ToHashSet();

        var entered = inCircles.Except(Known[assembly]).Order(StringComparer.Ordinal).ToList();
        Assert.True(entered.Count == 0, $"These folders are newly in a circle: {string.Join(", ", entered)}\n{string.Join('\n', circles)}");
        Assert.Empty(Known[assembly].Except(inCircles)); // no longer in a circle: remove it from the list
    }
}
