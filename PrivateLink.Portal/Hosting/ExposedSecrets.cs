using Microsoft.Extensions.Options;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.KeyRing;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

/// <summary>Reports at start which secrets other accounts can read. The portal did not create these files, so it does not change their modes.</summary>
internal sealed partial class ExposedSecrets(
    IOptions<PortalOptions> portal, IOptions<KeyRingOptions> keyRing, IOptions<SecretsOptions> secrets, IConfiguration configuration, IHostEnvironment host, ILogger<ExposedSecrets> logger)
{
    public void Warn()
    {
        foreach (var path in Files().Distinct().Where(ReadableByOthers.Is)) LogReadable(path);
        if (portal.Value.IsReachableFromElsewhere && keyRing.Value.Certificates.Count == 0) LogKeysInTheClear();
    }

    private IEnumerable<string> Files() =>
    [
        .. keyRing.Value.Certificates.Select(certificate => Path.GetFullPath(certificate.Path)),
        .. configuration.GetSection("Kestrel:Certificates").GetChildren()
            .Select(certificate => certificate["KeyPath"] ?? certificate["Path"]).OfType<string>().Select(path => Path.GetFullPath(path, host.ContentRootPath)),
        .. secrets.Value.Directory is { } folder ? Directory.GetFiles(folder) : [],
    ];

    [LoggerMessage(2054, LogLevel.Warning, "Every account on this machine can read the secret in {Path}. Restrict the file to this account, for example with chmod 600")]
    private partial void LogReadable(string path);

    [LoggerMessage(2055, LogLevel.Warning, "The keys for cookies and forms are stored unencrypted in the database, and the portal can be reached from other machines. "
        + "Anyone who reads the database or a backup of it can sign in as anyone. Set KeyRing:Certificates:0:Path")]
    private partial void LogKeysInTheClear();
}
