using System.Security.Cryptography;

namespace PrivateLink.Portal.Files;

/// <summary>
/// Disk space that the folder reserves. On a full disk, the journal gets it. So closings are still stored before they come into force.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="freeSpace">Returns the free space on a folder's disk.</param>
internal sealed class DiskReserve(string folder, Func<string, long> freeSpace)
{
    /// <summary>A journal grows by 64 KiB at a time, which holds a few hundred changes. The reserve is enough for thousands.</summary>
    public const int Size = 1 << 20;

    /// <summary>The free space that the reserve requires. It must not take the last bytes of the disk from other programs.</summary>
    public const int Needed = 2 * Size;

    public const string Name = "reserve";

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>Whether the reserve exists.</summary>
    public bool IsKept => File.Exists(_path);

    /// <summary>Releases the space.</summary>
    /// <returns>Whether there was a reserve.</returns>
    public bool Release()
    {
        if (!IsKept) return false;
        DurableFiles.Remove(_path);
        return true;
    }

    /// <summary>Reserves the space again. It writes random bytes, because some file systems reserve no space for other content.</summary>
    /// <returns>Whether the disk had enough space for the reserve, with as much left over.</returns>
    public bool TryKeep()
    {
        if (IsKept) return true;
        try
        {
            if (freeSpace(folder) < Needed) return false;
            DurableFiles.Replace(_path, static file => file.Write(RandomNumberGenerator.GetBytes(Size)));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
