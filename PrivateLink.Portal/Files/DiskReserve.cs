using System.Security.Cryptography;

namespace PrivateLink.Portal.Files;

/// <summary>
/// Space that the folder keeps for itself. On a full disk it is given to the journal, so that closings are still on the disk before they
/// are in force.
/// </summary>
/// <param name="folder">Whose.</param>
/// <param name="freeSpace">How much the disk of a folder has left.</param>
internal sealed class DiskReserve(string folder, Func<string, long> freeSpace)
{
    /// <summary>A journal grows by 64 KiB at a time, which takes some hundred changes: this is for thousands.</summary>
    public const int Size = 1 << 20;

    /// <summary>So much must be free: anyone who takes the last bytes of a disk takes them from everything else that writes there.</summary>
    public const int Needed = 2 * Size;

    public const string Name = "reserve";

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>Whether the reserve is there to be used.</summary>
    public bool IsKept => File.Exists(_path);

    /// <summary>Gives the space free.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Release()
    {
        if (!IsKept) return false;
        DurableFiles.Remove(_path);
        return true;
    }

    /// <summary>Takes the space again. Random bytes, since some file systems keep no others.</summary>
    /// <returns>Whether the disk had so much left, and as much again.</returns>
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
