using System.Globalization;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>How many connections came from one network.</summary>
/// <param name="Network">A /24 or a /64, for example <c>192.0.2.0/24</c>.</param>
public readonly record struct SourceCount(string Network, long Connections);

/// <summary>Source networks and their counts in one text, because no one searches by them: <c>192.0.2.0/24=7 2001:db8::/64=1</c>.</summary>
public static class SourceCounts
{
    public static string Write(IEnumerable<SourceCount> sources) =>
        string.Join(' ', sources.Select(source => string.Create(CultureInfo.InvariantCulture, $"{source.Network}={source.Connections}")));

    public static IReadOnlyList<SourceCount> Read(string text)
    {
        var sources = new List<SourceCount>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            sources.Add(new(part[..equals], long.Parse(part.AsSpan(equals + 1), CultureInfo.InvariantCulture)));
        }

        return sources;
    }
}
