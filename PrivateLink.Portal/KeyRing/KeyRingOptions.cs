namespace PrivateLink.Portal.KeyRing;

/// <summary>Settings of the keys that protect cookies and forms (<c>KeyRing</c>).</summary>
public sealed class KeyRingOptions
{
    public const string Section = "KeyRing";

    /// <summary>
    /// Certificates that encrypt the keys in the database: the first for new keys, the others for reading older ones. Without any, anyone
    /// who reads the database can make the portal's cookies.
    /// </summary>
    public IList<KeyCertificateOptions> Certificates { get; init; } = [];
}

/// <summary>One certificate with its private key.</summary>
public sealed class KeyCertificateOptions
{
    /// <summary>A PKCS#12 file (<c>.pfx</c>).</summary>
    public string Path { get; set; } = "";

    /// <summary>Of the file. A secret: give it by environment or key file.</summary>
    public string? Password { get; set; }
}
