using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Secrets;

/// <summary>Settings files must not contain secrets, and the folder of key files must exist.</summary>
public sealed class SecretsOptionsValidator(IConfiguration configuration) : IValidateOptions<SecretsOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        List<string> problems = [.. EffectiveSettings.SecretsInFiles(configuration)];
        if (options.Directory is { } directory && !Directory.Exists(directory))
            problems.Add($"Secrets:Directory: there is no folder '{directory}' that this user may read. Example: /run/secrets.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
