namespace PrivateLink.Portal.Secrets;

/// <summary>A group of settings.</summary>
/// <param name="Name">The section's key.</param>
/// <param name="Options">The class that the section is bound to, whose initial values are the defaults; null for the framework's sections.</param>
/// <param name="Live">Of a section without a class: the key below which a change comes into force without a new process; null if there is none.</param>
public sealed record SettingsSection(string Name, Type? Options, string? Live = null);

/// <summary>All groups of settings, in the order in which people read them.</summary>
public sealed record SettingsSections(IReadOnlyList<SettingsSection> All);
