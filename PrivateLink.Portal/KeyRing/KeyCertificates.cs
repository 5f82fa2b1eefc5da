using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrivateLink.Portal.KeyRing;

/// <summary>Reads the certificates of the key ring.</summary>
internal static class KeyCertificates
{
    /// <returns>The certificate, or why there is none.</returns>
    public static (X509Certificate2? Certificate, string? Problem) Read(KeyCertificateOptions options)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(options.Path, options.Password);
            return certificate.HasPrivateKey ? (certificate, null) : (null, "the file holds no private key");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, exception.Message.TrimEnd('.'));
        }
    }
}
