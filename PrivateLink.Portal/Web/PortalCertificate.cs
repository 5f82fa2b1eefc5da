using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrivateLink.Portal.Web;

/// <summary>
/// The certificate with which the portal's own https answers. Kestrel reads it once, when it opens the port. One that is taken later answers the next
/// connections; open ones keep theirs. Thread-safe.
/// </summary>
public sealed class PortalCertificate
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Kestrel:Certificates:Default";

    private volatile SslStreamCertificateContext? _taken;

    /// <summary>Puts the certificate that was taken in the place of the first one.</summary>
    internal void Use(SslServerAuthenticationOptions tls)
    {
        if (_taken is { } taken) tls.ServerCertificateContext = taken;
    }

    internal void Take(ServerCertificate certificate) => _taken = certificate.Context;

    /// <summary>The files that the settings name, with their whole paths.</summary>
    internal static IReadOnlyList<string> FilesOf(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection(Section);
        return [.. new[] { section["Path"], section["KeyPath"] }.OfType<string>().Select(path => Path.GetFullPath(path, contentRoot))];
    }

    /// <returns>The certificate, or why it cannot be read; neither if the settings name no file.</returns>
    internal static (ServerCertificate? Certificate, string? Problem) Read(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection(Section);
        if (section["Path"] is not { } name) return default;
        try
        {
            var path = Path.GetFullPath(name, contentRoot);
            var (certificate, chain) = section["KeyPath"] is { } key
                ? FromPem(path, Path.GetFullPath(key, contentRoot), section["Password"])
                : (X509CertificateLoader.LoadPkcs12FromFile(path, section["Password"]), []);
            return certificate.HasPrivateKey
                ? (new(SslStreamCertificateContext.Create(certificate, chain, offline: true), certificate), null)
                : (null, $"{Section}:Path: {path} holds no private key.");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"{Section}: the certificate cannot be read from {name}: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) FromPem(string path, string key, string? password)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        return (password is null ? X509Certificate2.CreateFromPemFile(path, key) : X509Certificate2.CreateFromEncryptedPemFile(path, password, key), chain);
    }
}

/// <summary>A certificate with its private key and its chain.</summary>
internal sealed record ServerCertificate(SslStreamCertificateContext Context, X509Certificate2 Certificate)
{
    /// <summary>Whose it is, until when it is valid, and which one it is.</summary>
    public string Text => $"{Certificate.Subject}, valid until {Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}, SHA-256 {Certificate.GetCertHashString(HashAlgorithmName.SHA256)[..16]}";
}
