using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>One file of the journal. It is deleted when the database has all its contents.</summary>
internal sealed class JournalSegment : IDisposable
{
    private readonly FileStream _file;
    private int _unstored;

    /// <param name="path">The path of the file.</param>
    /// <param name="file">The same file, empty and open for writing.</param>
    /// <param name="createdAt">The creation time, by the monotonic clock.</param>
    public JournalSegment(string path, FileStream file, long createdAt) => (Path, _file, CreatedAt) = (path, file, createdAt);

    public string Path { get; }

    public long CreatedAt { get; }

    public long Length { get; private set; }

    /// <summary>The number of events up to the last one in this file.</summary>
    public long Through { get; private set; }

    /// <summary>Whether the database has the rows of all connections in it.</summary>
    public bool IsStored => Volatile.Read(ref _unstored) == 0;

    /// <summary>Creates an empty file, which works even on a full disk.</summary>
    public static JournalSegment Create(string path, long createdAt) =>
        new(path, PrivateFiles.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0), createdAt);

    /// <summary>Writes the header that every file begins with.</summary>
    public void Begin()
    {
        RandomAccess.Write(_file.SafeFileHandle, RecordCodec.Title, fileOffset: 0);
        Length = RecordCodec.Title.Length;
    }

    /// <summary>Writes to the page cache, which survives the process. Does not wait for the disk.</summary>
    public void Append(ReadOnlySpan<byte> frame, long through)
    {
        RandomAccess.Write(_file.SafeFileHandle, frame, Length);
        Length += frame.Length;
        Through = through;
    }

    /// <summary>Marks one more connection in it that has no row yet, or whose row has no ending.</summary>
    public void Hold() => Interlocked.Increment(ref _unstored);

    public void Release() => Interlocked.Decrement(ref _unstored);

    public void Dispose() => _file.Dispose();

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }
}
