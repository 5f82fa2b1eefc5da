using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Secrets;

public static class SecretsRegistration
{
    /// <summary>
    /// Adds secrets from key files (<c>Secrets:Directory</c>), with priority over settings files, but not over the environment or the command line.
    /// </summary>
    public static WebApplicationBuilder AddSecrets(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SecretsOptions>().BindConfiguration(SecretsOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>();
        builder.Services.AddSingleton<SettingsInForce>();

        if (builder.Configuration[$"{SecretsOptions.Section}:{nameof(SecretsOptions.Directory)}"] is not { } directory || !Directory.Exists(directory)) return builder;

        // Kubernetes mounts the files as links to hidden folders, which are not keys.
        var sources = builder.Configuration.Sources;
        var environment = sources.OfType<EnvironmentVariablesConfigurationSource>().LastOrDefault(source => string.IsNullOrEmpty(source.Prefix));
        sources.Insert(environment is null ? sources.Count : sources.IndexOf(environment), new KeyPerFileConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(Path.GetFullPath(directory)),
            IgnorePrefix = ".",
            Optional = true,
        });
        return builder;
    }
}
