using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.LiveSettings;

/// <summary>
/// The files whose content decides the settings: settings files, key files and the portal's certificate. They are compared by their content, because
/// mounted folders are exchanged through links, and some file systems tell nobody of a change.
/// </summary>
internal sealed class SettingsFiles(IConfiguration configuration, IOptions<SecretsOptions> secrets, IHostEnvironment host)
{
    /// <summary>A text that differs if anything in the files differs.</summary>
    public string Stamp()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Paths())
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"\n{path}\n"));
            hash.AppendData(ContentOf(path));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private IEnumerable<string> Paths() =>
    [
        .. ((IConfigurationRoot)configuration).Providers.OfType<FileConfigurationProvider>()
            .Select(static file => file.Source.FileProvider?.GetFileInfo(file.Source.Path ?? "").PhysicalPath).OfType<string>(),
        .. secrets.Value.Directory is { } folder && Directory.Exists(folder) ? (IEnumerable<string>)[.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [],
        .. PortalCertificate.FilesOf(configuration, host.ContentRootPath),
    ];

    /// <summary>A file that cannot be read is like none: the settings without it are checked as well.</summary>
    private static byte[] ContentOf(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
