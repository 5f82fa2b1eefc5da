using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Resources;

/// <summary>The alias names of a resource, as text and as rows.</summary>
internal static class AliasNames
{
    public const int Most = 20;

    private static readonly char[] Between = [' ', ',', ';', '\t', '\r', '\n'];

    public static string[] Split(string text) => text.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    public static string Join(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    public static string Of(Resource resource) => Join(resource.Aliases.Select(alias => alias.Host));

    /// <summary>Whether both texts contain the same names, in any order.</summary>
    public static bool AreSame(string left, string right) =>
        Split(left).Select(Read).ToHashSet().SetEquals(Split(right).Select(Read));

    /// <summary>Replaces the resource's alias names with the given ones.</summary>
    public static void Replace(Resource resource, IReadOnlyList<string> wanted)
    {
        foreach (var alias in resource.Aliases.Where(alias => !wanted.Contains(alias.Host)).ToList()) resource.Aliases.Remove(alias);
        foreach (var name in wanted.Where(name => resource.Aliases.All(alias => alias.Host != name)))
            resource.Aliases.Add(new() { TenantId = resource.TenantId, Host = name });
    }

    private static string Read(string text) => HostInput.Parse(text).Host ?? text;
}
