namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>The notes of a process that no longer runs. Only one process at a time can hold them.</summary>
internal sealed class LeftJournal : IDisposable
{
    private readonly FileStream _life;

    private LeftJournal(Guid runId, FileStream life, IReadOnlyList<string> files) => (RunId, _life, Files) = (runId, life, files);

    public Guid RunId { get; }

    /// <summary>The files, in the order in which they were written.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The journals of processes that have ended; a running process holds a lock.</summary>
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

    /// <summary>The complete frames of a file.</summary>
    /// <returns>Null if another version wrote the file.</returns>
    public static IEnumerable<JournalFrame>? Read(string path)
    {
        var title = new byte[RecordCodec.Title.Length];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(title, title.Length, throwOnEndOfStream: false) == title.Length && title.AsSpan().SequenceEqual(RecordCodec.Title) ? Frames(path, title.Length) : null;
    }

    /// <summary>Call when everything in it is stored.</summary>
    public void Delete()
    {
        foreach (var file in Files) File.Delete(file);
        var name = _life.Name;
        _life.Dispose(); // Windows does not delete an open file.
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
