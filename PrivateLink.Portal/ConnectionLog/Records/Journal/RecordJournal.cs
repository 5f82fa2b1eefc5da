using System.Globalization;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>
/// Notes the engine's events until the database has them. If the process is killed, the next start stores what is noted. It is cheap: the pump
/// appends a batch at a time and does not wait for the disk. If the disk fails, only the note is lost, never the connection.
/// </summary>
/// <remarks>Only the pump may call <see cref="Append"/> and <see cref="Current"/>; any thread may call the rest.</remarks>
public sealed partial class RecordJournal(JournalFolder folder, ReportRun run, TimeProvider time, ILogger<RecordJournal> logger) : IDisposable
{
    internal const string Suffix = ".records";
    internal const string LockSuffix = ".lock";

    /// <summary>A file is deleted as a whole, so small files are deleted sooner.</summary>
    private const long SegmentSize = 8 << 20;

    /// <summary>More than the backlog holds. Beyond this, connections are not kept in memory either.</summary>
    private const long MaximumSize = 512 << 20;

    private static readonly TimeSpan SegmentTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<JournalSegment> _full = new();
    private readonly List<JournalSegment> _undeleted = [];
    private readonly MemoryStream _buffer = new();
    private FileStream? _life;
    private JournalSegment? _current;
    private long _events;
    private long _size;
    private long? _failedAt;
    private bool _isFailing;
    private int _number;

    /// <summary>Whether the last note could not be written.</summary>
    internal bool IsFailing => Volatile.Read(ref _isFailing);

    /// <summary>Creates the files; a test may pass one that accepts no writes.</summary>
    internal Func<string, long, JournalSegment> CreateSegment { get; init; } = JournalSegment.Create;

    /// <summary>Where the events of the last <see cref="Append"/> are; null when they could not be noted.</summary>
    internal JournalSegment? Current { get; private set; }

    internal void Append(IReadOnlyList<DecisionEvent> events)
    {
        var before = _events;
        _events += events.Count;
        Current = null;
        if (folder.Path is null || (_failedAt is { } failed && time.GetElapsedTime(failed) < Patience)) return;
        try
        {
            _buffer.SetLength(0);
            JournalFrame.Write(_buffer, before, events);
            lock (_lock) Current = AppendFrame(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
            if (Current is not null) Succeeded();
            else Failed($"{MaximumSize >> 20} MB are waiting for the database");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failed(exception.Message);
        }
    }

    /// <summary>Deletes files whose connections are all stored and in the sums.</summary>
    /// <param name="summed">How many events are in all the sums of the database.</param>
    /// <param name="last">Whether no more events will come.</param>
    internal void Trim(long summed, bool last = false)
    {
        lock (_lock)
        {
            if (last && _current is { } current)
            {
                _full.Enqueue(current);
                _current = null;
            }

            _undeleted.RemoveAll(segment => Delete(segment) is null);
            while (_full.TryPeek(out var oldest) && oldest.IsStored && oldest.Through <= summed)
            {
                _full.Dequeue();
                if (Delete(oldest) is not { } exception) continue;
                _undeleted.Add(oldest);
                LogNotDeleted(exception, oldest.Path, exception.Message);
            }

            // If files remain, keep the lock file, by which the next start finds them.
            if (!last || _full.Count > 0 || _undeleted.Count > 0 || _life is null) return;
            _life.Dispose();
            _life = null;
            File.Delete(NameOf(LockSuffix));
        }
    }

    public void Dispose()
    {
        foreach (var segment in _full) segment.Dispose();
        _current?.Dispose();
        _life?.Dispose();
        _buffer.Dispose();
    }

    private JournalSegment? AppendFrame(ReadOnlySpan<byte> frame)
    {
        if (_size + frame.Length > MaximumSize) return null;
        if (_current is { } full && (full.Length >= SegmentSize || time.GetElapsedTime(full.CreatedAt) >= SegmentTime))
        {
            _full.Enqueue(full);
            _current = null;
        }

        var segment = _current ??= Create();
        segment.Append(frame, _events);
        _size += frame.Length;
        return segment;
    }

    /// <summary>The lock shows that this process is running; the operating system releases it when the process ends.</summary>
    private JournalSegment Create()
    {
        if (_life is null)
        {
            PrivateFiles.CreateFolder(folder.Path!);
            _life = PrivateFiles.Open(NameOf(LockSuffix), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }

        var segment = CreateSegment(NameOf(string.Create(CultureInfo.InvariantCulture, $"-{++_number:D8}{Suffix}")), time.GetTimestamp());
        try
        {
            segment.Begin();
        }
        catch
        {
            if (Delete(segment) is not null) _undeleted.Add(segment); // otherwise each attempt on a full disk would leave one more file
            throw;
        }

        _size += segment.Length;
        return segment;
    }

    private string NameOf(string suffix) => Path.Combine(folder.Path!, $"{run.Id:N}{suffix}");

    /// <summary>Deletes a file. If that fails, the next start reads the file and recognises that everything in it is stored.</summary>
    /// <returns>Why the file remains; null if it is deleted.</returns>
    private Exception? Delete(JournalSegment segment)
    {
        try
        {
            segment.Delete();
            _size -= segment.Length;
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception;
        }
    }

    private void Failed(string why)
    {
        if (_failedAt is null) LogNotNoted(why);
        _failedAt = time.GetTimestamp();
        Volatile.Write(ref _isFailing, true);
        lock (_lock)
        {
            if (_current is { } current) _full.Enqueue(current);
            _current = null;
        }
    }

    private void Succeeded()
    {
        if (_failedAt is not null) LogNotedAgain();
        _failedAt = null;
        Volatile.Write(ref _isFailing, false);
    }

    [LoggerMessage(2049, LogLevel.Warning, "Connections cannot be written to disk now. Those not yet in the database are lost if the process is killed: {Why}")]
    private partial void LogNotNoted(string why);

    [LoggerMessage(2059, LogLevel.Warning, "{File} cannot be deleted and will be retried. All its connections are stored: {Why}")]
    private partial void LogNotDeleted(Exception exception, string file, string why);

    [LoggerMessage(2056, LogLevel.Information, "Connections are written to disk again")]
    private partial void LogNotedAgain();
}
