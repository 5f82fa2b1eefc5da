using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Background;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// Watches the audit log from outside the database. It checks that the chain still continues from the known end, and that the database still refuses
/// to change entries. It also keeps the end on disk.
/// </summary>
internal sealed partial class AuditWatch(
    IDbContextFactory<PortalDbContext> contexts, AuditVerifier verifier, KnownEnd end, AuditCheckpoint checkpoint, TimeProvider time, ILogger<AuditWatch> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _moved = new(0, 1);
    private AuditEnd? _onDisk;
    private bool _hasRead;
    private bool _isMissing;
    private int _beginning;
    private string? _notWritten;
    private string? _notRead;
    private volatile string? _unprotected;
    private volatile bool _damaged;

    /// <summary>What is wrong, without the database's own message, because strangers may ask. Null if nothing is wrong.</summary>
    public string? Problem => (end.Problem, _unprotected) switch
    {
        ({ }, _) => "the audit log differs from what this portal wrote",
        (_, { }) => "the database no longer protects the audit log from changes",
        _ when _damaged => "the recorded end of the audit log was damaged",
        _ => null,
    };

    /// <summary>Checks once. If the database is away, a later check follows.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        ReadCheckpoint();
        _damaged = !_hasRead || File.Exists(checkpoint.DamagedPath);

        // If one check cannot run, the others still do.
        await TryAsync(() => LookAtTriggersAsync(cancellationToken));
        await TryAsync(() => LookAtChainAsync(cancellationToken));
        if (_isMissing) await TryAsync(() => MissCheckpointAsync(cancellationToken));
    }

    private static async Task TryAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            // Another part of the portal reports that the database is away.
        }
    }

    private async Task LookAtTriggersAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        Report(await AppendOnlyTriggers.FindProblemsAsync(context, cancellationToken));
    }

    private async Task LookAtChainAsync(CancellationToken cancellationToken)
    {
        var (known, beginning) = (end.Value, end.Beginnings);
        var found = await verifier.ContinueAsync(known, cancellationToken);

        // The known end was discarded during the comparison, so its result means nothing.
        if (beginning != end.Beginnings) return;
        end.Judge(found.Problem);
        if (found.Problem is null) end.MoveTo(new AuditEnd(found.Entries, found.Hash));
    }

    /// <summary>Writes the end to disk, unless it is already there.</summary>
    internal void Keep()
    {
        if (!_hasRead || end.Value is not { } value || value == _onDisk) return;
        try
        {
            var beginning = end.Beginnings;
            if (beginning != _beginning) checkpoint.SetAside(checkpoint.FormerPath);
            _beginning = beginning;
            checkpoint.Write(value);
            (_onDisk, _notWritten) = (value, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (exception.Message != _notWritten) LogNotWritten(checkpoint.Path, exception.Message);
            _notWritten = exception.Message;
        }
    }

    protected override IEnumerable<BackgroundLoop> Loops => [new("Watching the audit log", WatchAsync), new("Storing the end of the audit log on disk", KeepAsync)];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Duty.IsHeld) Keep();
    }

    public override void Dispose()
    {
        _moved.Dispose();
        base.Dispose();
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Writes each newly saved end at once. Saves do not wait for this disk.</summary>
    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        end.Moved += Wake;
        try
        {
            while (true)
            {
                Keep();
                await _moved.WaitAsync(Interval, stoppingToken);
            }
        }
        finally
        {
            end.Moved -= Wake;
        }
    }

    private void Wake()
    {
        try
        {
            if (_moved.CurrentCount == 0) _moved.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread has already set the signal.
        }
    }

    /// <summary>Runs before anything else is trusted, and before the checkpoint is replaced.</summary>
    private void ReadCheckpoint()
    {
        if (_hasRead) return;
        try
        {
            _onDisk = checkpoint.Read();
            if (_onDisk is not null) end.MoveTo(_onDisk);
            _isMissing = _onDisk is null && checkpoint.HadPolicyBeside;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            if (exception.Message != _notRead) LogNotRead(exception.Message);
            _notRead = exception.Message;
            if (!TrySetAside()) return;
        }

        _hasRead = true;
    }

    /// <summary>While it cannot be moved away, nothing replaces it.</summary>
    private bool TrySetAside()
    {
        try
        {
            checkpoint.SetAside(checkpoint.DamagedPath);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// A missing checkpoint is normal at the first start, and while the log is empty. What the entries say proves nothing: anyone who removed the
    /// file may have written them.
    /// </summary>
    private async Task MissCheckpointAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.AuditEntries.AnyAsync(cancellationToken)) LogMissing(checkpoint.Path);
        _isMissing = false;
    }

    private void Report(IReadOnlyList<string> problems)
    {
        var text = problems.Count == 0 ? null : string.Join("; ", problems);
        if (text is not null && text != _unprotected) LogUnprotected(text);
        _unprotected = text;
    }

    [LoggerMessage(2342, LogLevel.Critical, "The database no longer protects the audit log from changes: {Problems}. 'db migrate' restores the triggers; 'audit verify' shows what was changed")]
    private partial void LogUnprotected(string problems);

    [LoggerMessage(2343, LogLevel.Error, "The end of the audit log could not be written to {Path}: {Why}")]
    private partial void LogNotWritten(string path, string why);

    [LoggerMessage(2344, LogLevel.Critical, "The recorded end of the audit log cannot be read from disk: {Why}. It is unknown whether the log was truncated since the last run. Check with 'audit verify --known'. The file is kept with the suffix '.damaged': delete it after your check")]
    private partial void LogNotRead(string why);

    [LoggerMessage(2345, LogLevel.Warning, "{Path} is missing, although this portal has run here before. It is unknown whether the log was truncated since then. Check with 'audit verify --known'")]
    private partial void LogMissing(string path);
}
