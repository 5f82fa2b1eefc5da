using PrivateLink.Tests.Support;

namespace PrivateLink.Tests.Packaging;

/// <summary>A unit of systemd from <c>packaging/systemd</c>.</summary>
internal static class ServiceUnit
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "packaging", "systemd");

    /// <summary>Its lines <c>Key=value</c>, in order.</summary>
    public static ILookup<string, string> Read(string name) => File.ReadLines(Path.Combine(Folder, name))
        .Where(static line => line.Length > 0 && line[0] is not ('#' or '[') && line.Contains('=', StringComparison.Ordinal))
        .Select(static line => line.Split('=', 2))
        .ToLookup(static pair => pair[0], static pair => pair[1]);
}
