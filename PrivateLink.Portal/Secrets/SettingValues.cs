using System.Globalization;

namespace PrivateLink.Portal.Secrets;

/// <summary>The values of the settings that are set, secrets included. A list is one setting, whose values stand in their order.</summary>
internal static class SettingValues
{
    /// <summary>The values by key.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IConfiguration configuration, SettingsSections sections) => sections.All
        .SelectMany(section => configuration.GetSection(section.Name).AsEnumerable())
        .Where(static pair => pair.Value is not null)
        .GroupBy(static pair => NameOf(pair.Key), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            static list => list.Key,
            static list => (IReadOnlyList<string>)[.. list.OrderBy(static pair => IndexOf(pair.Key)).Select(static pair => pair.Value!)],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The key of a setting; the key of the list for one of its values.</summary>
    public static string NameOf(string key) => IndexOf(key) is null ? key : key[..key.LastIndexOf(':')];

    /// <summary>Whether a key is this one, or below it.</summary>
    public static bool IsIn(string group, string key) =>
        key.StartsWith(group, StringComparison.OrdinalIgnoreCase) && (key.Length == group.Length || key[group.Length] == ':');

    private static int? IndexOf(string key) =>
        key.LastIndexOf(':') is > 0 and var end && int.TryParse(key.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
