using System.Reflection;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Engine.Diagnostics;

/// <summary>Every log line has a unique ID, in the range of the code that writes it.</summary>
public class EventIdTests
{
    [Fact]
    public void EventIds_OfAllLines_AreUnique()
    {
        var lines = Lines(typeof(EngineOptions).Assembly).Concat(Lines(typeof(PortalDbContext).Assembly)).ToList();

        Assert.NotEmpty(lines);
        Assert.Empty(lines.GroupBy(line => line.Id).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group)));
    }

    [Fact]
    public void EventIds_OfTheEngine_AreFrom1000To1499() => Assert.All(Lines(typeof(EngineOptions).Assembly), line => Assert.InRange(line.Id, 1000, 1499));

    [Fact]
    public void EventIds_OfThePortal_AreFrom2000To2999() => Assert.All(Lines(typeof(PortalDbContext).Assembly), line => Assert.InRange(line.Id, 2000, 2999));

    private static IEnumerable<(int Id, string Where)> Lines(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let line = method.GetCustomAttribute<LoggerMessageAttribute>()
        where line is not null
        select (line.EventId, $"{type.Name}.{method.Name}");
}
