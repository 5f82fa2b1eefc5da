using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.KeyRing;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Telemetry;

/// <summary>
/// When the certificates end that this process uses: that of the portal's own https, which is taken again when its file changes, and the one that
/// encrypts the key ring, which is read once. Those of upstreams pass through, and nobody here reads them.
/// </summary>
internal sealed class CertificateGauges(IConfiguration configuration, IHostEnvironment host, IOptions<KeyRingOptions> keys, TimeProvider time) : IGauges
{
    public void Begin(Meter meter)
    {
        var (portal, keyRing) = (EndOfPortal(), EndOfKeys());
        meter.CreateObservableGauge(
            "privatelink.certificate.remaining", () => Remaining(portal = EndOfPortal() ?? portal, keyRing), "s", "Until a certificate expires; negative once it has.");
    }

    private IEnumerable<Measurement<double>> Remaining(DateTimeOffset? portal, DateTimeOffset? keyRing) =>
        from certificate in new[] { (Use: "portal", Ends: portal), (Use: "key_ring", Ends: keyRing) }
        where certificate.Ends is not null
        select new Measurement<double>((certificate.Ends!.Value - time.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("use", certificate.Use));

    private DateTimeOffset? EndOfPortal() =>
        PortalCertificate.FilesOf(configuration, host.ContentRootPath) is [var path, ..] ? EndOf(path, configuration[$"{PortalCertificate.Section}:Password"]) : null;

    private DateTimeOffset? EndOfKeys() => keys.Value.Certificates.FirstOrDefault() is { } first ? EndOf(first.Path, first.Password) : null;

    /// <summary>Null if there is none, or if it cannot be read. The code that uses it reports why.</summary>
    private static DateTimeOffset? EndOf(string? path, string? password)
    {
        if (path is null) return null;
        try
        {
            using var certificate = X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : X509CertificateLoader.LoadCertificateFromFile(path);
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
