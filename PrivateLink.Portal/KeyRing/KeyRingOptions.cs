namespace PrivateLink.Portal.KeyRing;

/// <summary>Settings of the keys that protect cookies and forms (<c>KeyRing</c>).</summary>
public sealed class KeyRingOptions
{
    public const string Section = "KeyRing";

    /// <summary>
    /// Certificates that encrypt the keys in the database: the first for new keys, the others to read older ones. Without a certificate, anyone who
    /// reads the database can forge the portal's cookies.
    /// </summary>
    public IList<KeyCertificateOptions> Certificates { get; init; } = [];
}

/// <summary>One certificate with its private key.</summary>
public sealed class KeyCertificateOptions
{
    /// <summary>A PKCS#12 file (<c>.pfx</c>).</summary>
    public string Path { get; set; } = "";

    /// <summary>The password of the file. A secret: set it in the environment or in a key file.</summary>
    public string? Password { get; set; }
}
