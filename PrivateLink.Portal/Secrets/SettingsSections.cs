namespace PrivateLink.Portal.Secrets;

/// <summary>A group of settings.</summary>
/// <param name="Name">What they stand under.</param>
/// <param name="Options">The class that they are bound to, whose first values are the defaults; null for those of the framework.</param>
public sealed record SettingsSection(string Name, Type? Options);

/// <summary>Every group of settings, in the order in which people read them.</summary>
public sealed record SettingsSections(IReadOnlyList<SettingsSection> All);
