using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.KeyRing;

/// <summary>An unreadable certificate stops the start. Otherwise keys would be stored without protection, or could not be read.</summary>
public sealed class KeyRingOptionsValidator : IValidateOptions<KeyRingOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyRingOptions options)
    {
        List<string> problems = [];
        for (var index = 0; index < options.Certificates.Count; index++)
            if (KeyCertificates.Read(options.Certificates[index]).Problem is { } problem)
                problems.Add($"KeyRing:Certificates:{index}:Path: '{options.Certificates[index].Path}' cannot be used: {problem}. "
                    + $"Set the path of a PKCS#12 file with a private key, and its password in KeyRing:Certificates:{index}:Password.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
