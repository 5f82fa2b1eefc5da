namespace PrivateLink.Portal.Secrets;

/// <summary>The sources of secrets (<c>Secrets</c>), in addition to the environment.</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>
    /// A folder with one file per key, as containers and service managers mount them. The file's name is the key (<c>Database__ConnectionString</c>),
    /// and its content is the value.
    /// </summary>
    public string? Directory { get; set; }
}
