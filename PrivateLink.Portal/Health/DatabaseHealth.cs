using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Health;

/// <summary>
/// Whether the database answers and takes what it gets: asked now and then, told to every page in one place. The engine does not need it; it
/// decides by the policy it has.
/// </summary>
public sealed partial class DatabaseHealth(
    IDbContextFactory<PortalDbContext> contexts, DatabaseState state, IEnumerable<IDatabaseWork> works, IOptions<EngineOptions> engine, TimeProvider time,
    ILogger<DatabaseHealth> logger)
    : SupervisedService(time, logger)
{
    private const string BeatQuery = """SELECT 1 FROM "Heartbeats" WHERE "Node" = @node AND "Time" >= @time""";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan SaidEvery = TimeSpan.FromMinutes(1);

    /// <summary>SQLite cannot be interrupted while it waits for a lock, so its own limit has to be short.</summary>
    private static readonly TimeSpan OfOneCommand = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _asking = new(1);
    private readonly IReadOnlyList<IDatabaseWork> _works = [.. works];
    private long _asked;
    private long _said;

    /// <summary>Whether an exception means that the database is away, and not that we did something wrong.</summary>
    public static bool IsOutage(Exception exception) => exception is DatabaseNotReadyException || DatabaseErrors.IsDatabaseFault(exception);

    /// <summary>
    /// Asks, unless all was well within the last seconds: nobody who asks often makes the database write often. A problem is asked about every
    /// time, so that its end is seen at once.
    /// </summary>
    /// <returns>Why not everything works; null while it does.</returns>
    internal async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        if (_asked == 0 || state.Problem is not null || _time.GetElapsedTime(_asked) > Interval) await AskAsync(cancellationToken);
        return state.Problem;
    }

    /// <summary>Asks once, for reading and for writing.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        var before = _asked;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            // A caller that waited takes the answer of the one before it.
            if (_asked != before) return;
            Become(await TroubleOfAsync(ReadAsync, isAway: true, cancellationToken)
                ?? await TroubleOfAsync(WriteAsync, isAway: false, cancellationToken)
                ?? await TroubleOfWorkAsync(cancellationToken));
            _asked = _time.GetTimestamp();
        }
        finally
        {
            _asking.Release();
        }
    }

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

    /// <summary>What is wrong when it fails; null when it does not.</summary>
    private async Task<DatabaseTrouble?> TroubleOfAsync(Func<CancellationToken, Task> ask, bool isAway, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ask(either.Token);
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
    }

    /// <summary>
    /// A small write may find room on a full disk where connections do not. Whatever else a writer fails for is its own: the database has just
    /// answered, and taken what it got.
    /// </summary>
    private async Task<DatabaseTrouble?> TroubleOfWorkAsync(CancellationToken cancellationToken) =>
        _works.Select(work => work.Failure).FirstOrDefault(failure => failure is not null && DatabaseErrors.IsFull(failure)) is { } failed
            ? await TroubleAsync(failed, isAway: false, cancellationToken) with { TakesSmallWrites = true }
            : null;

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
    /// Writes the time. In a file, the time, or a later one of another process with this name, must then be found at its path: the file that is
    /// open may be gone from there.
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

    private string Meanwhile => string.Join(' ', _works.Select(work => work.Meanwhile).OfType<string>());

    [LoggerMessage(2310, LogLevel.Error, "{Problem} The engine keeps its current policy. {Meanwhile}")]
    private partial void LogAway(string problem, string meanwhile);

    [LoggerMessage(2311, LogLevel.Information, "The database answers again, and takes what it gets. {Meanwhile}")]
    private partial void LogBack(string meanwhile);

    [LoggerMessage(2312, LogLevel.Error, "The database answers, but {What}: {Problem} The engine keeps its current policy. {Meanwhile}")]
    private partial void LogReadOnly(string what, string problem, string meanwhile);
}
