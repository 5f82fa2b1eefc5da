using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace PrivateLink.Portal.Secrets;

/// <summary>What is set, and who set it: the last source that knows a key wins.</summary>
internal static class EffectiveSettings
{
    /// <summary>Every setting below these sections, in the order of their keys.</summary>
    public static IEnumerable<EffectiveSetting> Of(IConfiguration configuration, IEnumerable<string> sections) =>
        from section in sections
        from pair in configuration.GetSection(section).AsEnumerable()
        where pair.Value is not null
        orderby pair.Key
        select new EffectiveSetting(pair.Key, pair.Value, SourceOf(configuration, pair.Key));

    /// <summary>A sentence for every secret in a settings file: such files are copied, committed and mailed.</summary>
    public static IEnumerable<string> SecretsInFiles(IConfiguration configuration) =>
        from provider in ((IConfigurationRoot)configuration).Providers.OfType<FileConfigurationProvider>()
        from key in KeysOf(provider, parent: null)
        where provider.TryGet(key, out var value) && SecretKey.IsSecret(key, value)
        select $"{key}: a secret in {provider.Source.Path}. Remove it there, and give it by the environment "
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
