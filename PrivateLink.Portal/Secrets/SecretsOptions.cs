namespace PrivateLink.Portal.Secrets;

/// <summary>Where secrets come from (<c>Secrets</c>), besides the environment.</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>
    /// A folder with one file for each key, as containers and service managers mount them: the file's name is the key
    /// (<c>Database__ConnectionString</c>), its content the value.
    /// </summary>
    public string? Directory { get; set; }
}
