using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>One file of the journal. It goes when the database has everything that is in it.</summary>
internal sealed class JournalSegment : IDisposable
{
    private readonly FileStream _file;
    private int _unstored;

    /// <param name="path">Where it lies.</param>
    /// <param name="file">The same, open to be written, and empty.</param>
    /// <param name="createdAt">When, by the monotonic clock.</param>
    public JournalSegment(string path, FileStream file, long createdAt) => (Path, _file, CreatedAt) = (path, file, createdAt);

    public string Path { get; }

    public long CreatedAt { get; }

    public long Length { get; private set; }

    /// <summary>How many events there have been with the last one that is in it.</summary>
    public long Through { get; private set; }

    /// <summary>Whether the database has the rows of all connections in it.</summary>
    public bool IsStored => Volatile.Read(ref _unstored) == 0;

    /// <summary>Creates a file with nothing in it, which a full disk still takes.</summary>
    public static JournalSegment Create(string path, long createdAt) =>
        new(path, PrivateFiles.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0), createdAt);

    /// <summary>Writes what every file begins with.</summary>
    public void Begin()
    {
        RandomAccess.Write(_file.SafeFileHandle, RecordCodec.Title, fileOffset: 0);
        Length = RecordCodec.Title.Length;
    }

    /// <summary>Writes into the page cache, which survives the process; nobody waits for the disk.</summary>
    public void Append(ReadOnlySpan<byte> frame, long through)
    {
        RandomAccess.Write(_file.SafeFileHandle, frame, Length);
        Length += frame.Length;
        Through = through;
    }

    /// <summary>A connection in it has no row yet, or its row no ending.</summary>
    public void Hold() => Interlocked.Increment(ref _unstored);

    public void Release() => Interlocked.Decrement(ref _unstored);

    public void Dispose() => _file.Dispose();

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }
}
