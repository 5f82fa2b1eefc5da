using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Secrets;

/// <summary>The settings in force, and where each was set. The last source that has a key wins; other settings have their defaults.</summary>
internal static class EffectiveSettings
{
    private const string None = "none";
    private const string Duration = "hours:minutes:seconds";

    /// <summary>All settings of these groups, set or not, in the order of their classes.</summary>
    public static IEnumerable<EffectiveSetting> Of(IConfiguration configuration, SettingsSections sections) => sections.All.SelectMany(section => section.Options is { } options
        ? OfClass(configuration, section.Name, options)
        : OfFramework(configuration, section));

    private static IEnumerable<EffectiveSetting> OfClass(IConfiguration configuration, string path, Type type)
    {
        var initial = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (key, value) = ($"{path}:{property.Name}", property.GetValue(initial));
            foreach (var setting in OfProperty(configuration, key, property, value)) yield return setting;
        }
    }

    private static IEnumerable<EffectiveSetting> OfProperty(IConfiguration configuration, string key, PropertyInfo property, object? initial)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (SettingShape.IsValue(type)) return [Leaf(configuration, key, type, property, initial)];
        if (SettingShape.ElementOf(type) is not { } element) return OfClass(configuration, key, type);
        var children = configuration.GetSection(key).GetChildren().ToList();
        if (children.Count == 0) return [Leaf(configuration, key, element, property, initial: null)];
        return children.SelectMany(child => SettingShape.IsValue(element)
            ? [Leaf(configuration, child.Path, element, property, initial: null)]
            : OfClass(configuration, child.Path, element));
    }

    private static EffectiveSetting Leaf(IConfiguration configuration, string key, Type type, PropertyInfo property, object? initial)
    {
        var about = property.GetCustomAttribute<SettingAttribute>();
        var @default = about?.Default ?? SettingShape.TextOf(initial) ?? None;
        var unit = about is { Unit.Length: > 0 } ? about.Unit : type == typeof(TimeSpan) ? Duration : "";
        var setting = configuration[key] is { } value
            ? new EffectiveSetting(key, SecretKey.Mask(key, value), @default, unit, SourceOf(configuration, key), Read(value, type) != @default)
            : new EffectiveSetting(key, @default, @default, unit, EffectiveSetting.NotSet, IsChanged: false);
        return about?.IsTakenLive == true ? setting with { IsTakenLive = true } : setting;
    }

    /// <summary>The value in the form of its default, so that a different notation does not count as a change.</summary>
    private static string? Read(string value, Type type)
    {
        try
        {
            return SettingShape.TextOf(TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return value; // the settings check reports values that cannot be read
        }
    }

    /// <summary>For the framework's settings, only those that are set are known.</summary>
    private static IEnumerable<EffectiveSetting> OfFramework(IConfiguration configuration, SettingsSection section) =>
        from pair in configuration.GetSection(section.Name).AsEnumerable()
        where pair.Value is not null
        orderby pair.Key
        select new EffectiveSetting(pair.Key, SecretKey.Mask(pair.Key, pair.Value), Default: "", Unit: "", SourceOf(configuration, pair.Key), IsChanged: false)
        {
            IsTakenLive = section.Live is { } live && SettingValues.IsIn(live, pair.Key),
        };

    /// <summary>One sentence for every secret in a settings file, because such files are copied, committed and mailed.</summary>
    public static IEnumerable<string> SecretsInFiles(IConfiguration configuration) =>
        from provider in ((IConfigurationRoot)configuration).Providers.OfType<FileConfigurationProvider>()
        from key in KeysOf(provider, parent: null)
        where provider.TryGet(key, out var value) && SecretKey.IsSecret(key, value)
        select $"{key}: secret in {provider.Source.Path}. Remove it there, and set it in the environment "
            + $"({key.Replace(":", "__", StringComparison.Ordinal)}) or as a file of that name in the folder Secrets:Directory.";

    private static IEnumerable<string> KeysOf(IConfigurationProvider provider, string? parent) =>
        from name in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase)
        let key = parent is null ? name : ConfigurationPath.Combine(parent, name)
        from found in KeysOf(provider, key).Prepend(key)
        select found;

    private static string SourceOf(IConfiguration configuration, string key) =>
        ((IConfigurationRoot)configuration).Providers.Reverse().FirstOrDefault(provider => provider.TryGet(key, out _)) switch
        {
            FileConfigurationProvider file => file.Source.Path ?? "file",
            KeyPerFileConfigurationProvider => "key file",
            EnvironmentVariablesConfigurationProvider => "environment",
            CommandLineConfigurationProvider => "command line",
            _ => "portal",
        };
}
