namespace PrivateLink.Portal.Secrets;

/// <summary>One setting as it is in force.</summary>
/// <param name="Source">Who set it: a file's name, the environment, the command line, a key file.</param>
internal sealed record EffectiveSetting(string Key, string Value, string Source)
{
    /// <summary>The value as it may be shown.</summary>
    public string Shown => SecretKey.Mask(Key, Value);
}
