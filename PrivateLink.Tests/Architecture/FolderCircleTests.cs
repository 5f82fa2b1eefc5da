using System.Reflection;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// Folders know each other one way only: anyone who reads one can do so without those that use it. The message names the types to move, the
/// thinnest arrows first.
/// </summary>
public class FolderCircleTests
{
    /// <summary>Folders that still lie in a circle. The list only gets shorter: who leaves a circle is taken out, and nobody is put in.</summary>
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
        Assert.True(entered.Count == 0, $"New in a circle: {string.Join(", ", entered)}\n{string.Join('\n', circles)}");
        Assert.Empty(Known[assembly].Except(inCircles)); // out of every circle: take it off the list
    }
}
