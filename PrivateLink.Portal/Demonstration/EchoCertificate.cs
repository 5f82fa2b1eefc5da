using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The echo upstream's certificate for <c>*.my-saas.io</c>. It is self-signed, created at each start and kept in memory.</summary>
public static class EchoCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static X509Certificate2 Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=*.my-saas.io, O=PrivateLink demonstration", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));

        // Windows cannot serve TLS with a key that exists in memory only. Exporting and importing it as PKCS #12 gives a key that it can use.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private static X509Extension Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("*.my-saas.io");
        names.AddDnsName("localhost");
        return names.Build();
    }
}
