using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Health;

/// <summary>
/// Checks regularly whether the database answers and accepts writes, and tells every page through <see cref="DatabaseState"/>. The engine does not
/// need the database; it decides by the policy in memory.
/// </summary>
public sealed partial class DatabaseHealth(
    IDbContextFactory<PortalDbContext> contexts, DatabaseState state, IEnumerable<IDatabaseWork> works, IOptions<EngineOptions> engine,
    DatabaseMetrics metrics, TimeProvider time, ILogger<DatabaseHealth> logger)
    : SupervisedService(time, logger)
{
    private const string BeatQuery = """SELECT 1 FROM "Heartbeats" WHERE "Node" = @node AND "Time" >= @time""";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan SaidEvery = TimeSpan.FromMinutes(1);

    /// <summary>Shorter trouble is not worth a line afterwards: what failed was repeated.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(1);

    /// <summary>If this many more bytes are free, a person has freed space.</summary>
    private const long Freed = 1 << 20;

    /// <summary>SQLite cannot be interrupted while it waits for a lock, so its own limit must be short.</summary>
    private static readonly TimeSpan OfOneCommand = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _asking = new(1);
    private readonly IReadOnlyList<IDatabaseWork> _works = [.. works];
    private long _asked;
    private long _said;
    private long? _leastFree;

    /// <summary>How full the disk of the database is.</summary>
    internal Func<string?, DiskSpace?> Space { get; init; } = FullDisk.Look;

    /// <summary>Whether an exception means that the database is away, and not a bug in the portal.</summary>
    public static bool IsOutage(Exception exception) => exception is DatabaseNotReadyException || DatabaseErrors.IsDatabaseFault(exception);

    /// <summary>
    /// Checks the database, unless a check in the last seconds found no problem. So frequent callers do not make the database write often. While
    /// there is a problem it checks every time, to see recovery at once.
    /// </summary>
    /// <returns>Why something does not work; null while everything works.</returns>
    internal async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        if (_asked == 0 || state.Problem is not null || _time.GetElapsedTime(_asked) > Interval) await AskAsync(cancellationToken);
        return state.Problem;
    }

    /// <summary>Checks once, for reading and for writing.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        var before = _asked;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            // A caller that waited uses the answer of the caller before it.
            if (_asked != before) return;
            await MeasureAsync(cancellationToken);
            Become(await TroubleOfAsync("read", ReadAsync, isAway: true, cancellationToken)
                ?? await TroubleOfAsync("write", WriteAsync, isAway: false, cancellationToken)
                ?? await TroubleOfWorkAsync(cancellationToken));
            _asked = _time.GetTimestamp();
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Checking whether the database answers", AskAgainAndAgainAsync)];

    public override void Dispose()
    {
        _asking.Dispose();
        base.Dispose();
    }

    private async Task AskAgainAndAgainAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await AskAsync(stoppingToken);
    }

    /// <summary>What is wrong if it fails; null if it succeeds.</summary>
    private async Task<DatabaseTrouble?> TroubleOfAsync(string operation, Func<CancellationToken, Task> ask, bool isAway, CancellationToken cancellationToken)
    {
        var (began, succeeded) = (_time.GetTimestamp(), false);
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ask(either.Token);
            succeeded = true;
            return null;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new("The database does not answer in time.", "it does not answer in time", isAway, _time.GetUtcNow());
        }
        catch (Exception exception) when (IsOutage(exception))
        {
            return await TroubleAsync(exception, isAway, cancellationToken);
        }
        finally
        {
            metrics.Checked(operation, _time.GetElapsedTime(began), succeeded);
        }
    }

    /// <summary>
    /// On a full disk, a small write may succeed where connections fail. Any other failure of a writer is its own problem, because the database has
    /// just answered and accepted a write.
    /// </summary>
    private async Task<DatabaseTrouble?> TroubleOfWorkAsync(CancellationToken cancellationToken)
    {
        if (_works.Select(work => work.Failure).FirstOrDefault(failure => failure is not null && DatabaseErrors.IsFull(failure)) is not { } failed)
        {
            _leastFree = null;
            return null;
        }

        var trouble = await TroubleAsync(failed, isAway: false, cancellationToken) with { TakesSmallWrites = true };
        return await FreedAsync(cancellationToken) is { } disk ? trouble with { Problem = FullDisk.FreedWords(disk), Briefly = "its disk was full until now" } : trouble;
    }

    /// <summary>The disk, if it has got room since it was found full. The failure of the last attempt is older than that.</summary>
    private async Task<DiskSpace?> FreedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!context.Database.IsSqlite() || Space(context.Database.GetConnectionString()) is not { } disk) return null;
        _leastFree = Math.Min(_leastFree ?? disk.Free, disk.Free);
        return disk.Free - _leastFree >= Freed ? disk : null;
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        state.Measured(context.Database.IsSqlite() ? Space(context.Database.GetConnectionString()) : null);
    }

    private async Task<DatabaseTrouble> TroubleAsync(Exception exception, bool isAway, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return new(DatabaseErrors.Explain(exception, context.Database.GetConnectionString()), DatabaseErrors.Briefly(exception), isAway, _time.GetUtcNow());
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await OpenAsync(cancellationToken);
        _ = await context.PolicyRevisions.AnyAsync(cancellationToken);
    }

    /// <summary>
    /// Writes the current time. With a file, it then opens the path again. It must find this time, or a later one of another process with this name.
    /// The open file may no longer be the one at the path.
    /// </summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var node = engine.Value.Node;
        var now = _time.GetUtcNow().UtcDateTime;
        await using var context = await OpenAsync(cancellationToken);
        if (context.Database.IsSqlite()) OpenedSqliteFile.Of(context.Database.GetConnectionString()!)?.DemandWhole();
        if (await context.Heartbeats.Where(beat => beat.Node == node).ExecuteUpdateAsync(beat => beat.SetProperty(row => row.Time, now), cancellationToken) == 0)
        {
            context.Heartbeats.Add(new Heartbeat { Node = node, Time = now });
            await context.SaveChangesAsync(cancellationToken);
        }

        if (context.Database.IsSqlite())
            await SqliteFile.DemandInPlaceAsync(context.Database.GetConnectionString()!, BeatQuery, new Dictionary<string, object> { ["@node"] = node, ["@time"] = now }, cancellationToken);
    }

    private async Task<PortalDbContext> OpenAsync(CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Database.SetCommandTimeout(OfOneCommand);
        return context;
    }

    private void Become(DatabaseTrouble? seen)
    {
        var before = state.Trouble;
        Remember(before, seen);
        state.Become(seen);
        if (seen is null)
        {
            if (before is not null) LogBack(Meanwhile);
            return;
        }

        if (before is not null && _time.GetElapsedTime(_said) < SaidEvery) return;
        _said = _time.GetTimestamp();
        if (seen.IsAway) LogAway(seen.Problem, Meanwhile);
        else LogReadOnly(seen.TakesSmallWrites ? "connections cannot be stored" : "nothing can be saved", seen.Problem, Meanwhile);
    }

    private void Remember(DatabaseTrouble? before, DatabaseTrouble? seen)
    {
        var now = _time.GetUtcNow();
        if (before is not null && seen is null && now - before.Since >= Lasting)
            state.Remember(new(before.TakesSmallWrites ? "its disk is full" : before.Briefly, before.Since, now));
        else if (state.Past is { } past && now - past.Until > RememberedFor)
            state.Remember(null);
    }

    private string Meanwhile => string.Join(' ', _works.Select(work => work.Meanwhile).OfType<string>());

    [LoggerMessage(2310, LogLevel.Error, "{Problem} The engine keeps its current policy. {Meanwhile}")]
    private partial void LogAway(string problem, string meanwhile);

    [LoggerMessage(2311, LogLevel.Information, "The database answers again and can save changes. {Meanwhile}")]
    private partial void LogBack(string meanwhile);

    [LoggerMessage(2312, LogLevel.Error, "The database answers, but {What}: {Problem} The engine keeps its current policy. {Meanwhile}")]
    private partial void LogReadOnly(string what, string problem, string meanwhile);
}
