namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>What a process noted that is not there any more. Taken by one process at a time.</summary>
internal sealed class LeftJournal : IDisposable
{
    private readonly FileStream _life;

    private LeftJournal(Guid runId, FileStream life, IReadOnlyList<string> files) => (RunId, _life, Files) = (runId, life, files);

    public Guid RunId { get; }

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Those of processes that are gone; a live one holds a lock.</summary>
    public static IEnumerable<LeftJournal> Find(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.GetFiles(folder, "*" + RecordJournal.LockSuffix))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!Guid.TryParseExact(name, "N", out var runId) || TryLock(path) is not { } life) continue;
            yield return new(runId, life, [.. Directory.GetFiles(folder, $"{name}-*{RecordJournal.Suffix}").Order(StringComparer.Ordinal)]);
        }
    }

    /// <summary>The frames of a file, as far as they are whole.</summary>
    /// <returns>Null when the file was written by another version.</returns>
    public static IEnumerable<JournalFrame>? Read(string path)
    {
        var title = new byte[RecordCodec.Title.Length];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(title, title.Length, throwOnEndOfStream: false) == title.Length && title.AsSpan().SequenceEqual(RecordCodec.Title) ? Frames(path, title.Length) : null;
    }

    /// <summary>Everything in it is stored.</summary>
    public void Delete()
    {
        foreach (var file in Files) File.Delete(file);
        var name = _life.Name;
        _life.Dispose(); // Windows deletes no file that is open.
        File.Delete(name);
    }

    public void Dispose() => _life.Dispose();

    private static IEnumerable<JournalFrame> Frames(string path, int start)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16) { Position = start };
        while (JournalFrame.Read(file) is { } frame) yield return frame;
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
