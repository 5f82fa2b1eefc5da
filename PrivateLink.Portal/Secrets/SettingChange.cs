namespace PrivateLink.Portal.Secrets;

/// <summary>A setting whose value in the files, the environment or on the command line is not the one in force.</summary>
/// <param name="Key">Its key. A list is one setting.</param>
/// <param name="Before">The value in force, secrets masked; null if it is not set.</param>
/// <param name="After">The other value, secrets masked; null if it is not set.</param>
/// <param name="IsTakenLive">Whether it comes into force without a new process.</param>
public sealed record SettingChange(string Key, string? Before, string? After, bool IsTakenLive)
{
    /// <summary>What differs, in the order of the keys.</summary>
    /// <param name="before">The values in force.</param>
    /// <param name="after">The others.</param>
    /// <param name="live">The keys of the settings that come into force without a new process.</param>
    internal static IReadOnlyList<SettingChange> Between(
        IReadOnlyDictionary<string, IReadOnlyList<string>> before, IReadOnlyDictionary<string, IReadOnlyList<string>> after, IReadOnlySet<string> live) =>
    [
        .. from key in before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
           let values = (Old: before.GetValueOrDefault(key), New: after.GetValueOrDefault(key))
           where !(values.Old ?? []).SequenceEqual(values.New ?? [])
           select new SettingChange(key, TextOf(key, values.Old), TextOf(key, values.New), live.Contains(key)),
    ];

    private static string? TextOf(string key, IReadOnlyList<string>? values) => values is null ? null : string.Join(", ", values.Select(value => SecretKey.Mask(key, value)));
}
