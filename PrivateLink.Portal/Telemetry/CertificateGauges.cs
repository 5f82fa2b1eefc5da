using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.KeyRing;

namespace PrivateLink.Portal.Telemetry;

/// <summary>
/// When the certificates end that this process uses: that of the portal's own https, and the one that encrypts the key ring. They are read once,
/// because the process keeps what it read at its start whatever lies in the file later. Those of upstreams pass through, and nobody here reads them.
/// </summary>
internal sealed class CertificateGauges(IConfiguration configuration, IOptions<KeyRingOptions> keys, TimeProvider time) : IGauges
{
    private const string Portal = "Kestrel:Certificates:Default";

    public void Begin(Meter meter)
    {
        (string Use, DateTimeOffset? Ends)[] certificates = [("portal", EndOf(configuration[$"{Portal}:Path"], configuration[$"{Portal}:Password"])), ("key_ring", EndOfKeys())];
        meter.CreateObservableGauge(
            "privatelink.certificate.remaining",
            () => certificates.Where(static each => each.Ends is not null).Select(each => Remaining(each.Use, each.Ends!.Value)),
            "s", "Until a certificate expires; negative once it has.");
    }

    private Measurement<double> Remaining(string use, DateTimeOffset end) => new((end - time.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("use", use));

    private DateTimeOffset? EndOfKeys() => keys.Value.Certificates.FirstOrDefault() is { } first ? EndOf(first.Path, first.Password) : null;

    /// <summary>Null if there is none, or if it cannot be read. Whoever needs it reports why.</summary>
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
