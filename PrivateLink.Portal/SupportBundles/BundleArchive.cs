using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>Writes a bundle: one compressed archive with a folder of text files, which begins with the README.</summary>
internal static class BundleArchive
{
    public const string Suffix = ".tar.gz";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The name of a bundle, which is also that of the folder in it.</summary>
    public static string NameAt(DateTimeOffset time) => $"privatelink-support-{time.UtcDateTime:yyyyMMdd-HHmmss}Z";

    public static async Task WriteAsync(Stream output, IReadOnlyList<BundlePart> parts, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var compressed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        await using var archive = new TarWriter(compressed, TarEntryFormat.Pax);
        await AddAsync(archive, "README.txt", BundleReadme.Of(parts, time), time, cancellationToken);
        foreach (var part in parts)
            if (part.Text is { } text)
                await AddAsync(archive, part.Name, text, time, cancellationToken);
    }

    private static async Task AddAsync(TarWriter archive, string name, string text, DateTimeOffset time, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var entry = new PaxTarEntry(TarEntryType.RegularFile, $"{NameAt(time)}/{name}") { DataStream = content, Mode = OwnerOnly, ModificationTime = time };
        await archive.WriteEntryAsync(entry, cancellationToken);
    }
}
