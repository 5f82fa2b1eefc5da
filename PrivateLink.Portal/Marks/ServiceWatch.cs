using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.Marks;

/// <summary>
/// Checks every two seconds whether something happened to the service, and stores it. It polls: it compares the engine's current state with the
/// previous one, so nothing waits for it. While the database is away, moments wait in <see cref="ServiceMoments"/>.
/// </summary>
public sealed partial class ServiceWatch(
    ServiceMoments moments, EngineStatus engine, OperationsReports reports, SuccessionState succession, IDbContextFactory<PortalDbContext> contexts, IOptions<EngineOptions> options,
    IOptions<RecordsOptions> records, TrustedClock clock, TimeProvider time, ILogger<ServiceWatch> logger) : SupervisedService(time, logger)
{
    /// <summary>The most moments kept in the database; beyond that, the oldest are deleted, so that marks never fill it.</summary>
    public const int MostKept = 20_000;

    private const int Batch = 500;

    private static readonly ServiceMomentKind[] OfRuns = [ServiceMomentKind.Started, ServiceMomentKind.Stopped, ServiceMomentKind.Lost, ServiceMomentKind.TookOver];

    private const string Name = "Recording service events";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DeleteEvery = TimeSpan.FromHours(1);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly Dictionary<Guid, UpstreamCondition> _upstreams = [];
    private readonly long _startedAt = time.GetTimestamp();
    private readonly DateTime _started = time.GetUtcNow().UtcDateTime;
    private UpgradeFailure? _failure;
    private bool _isOpen;
    private bool _tookOver;
    private bool _isImpaired;
    private bool _knowsLastRun;
    private long? _failedAt;
    private long? _deletedAt;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _tookOver = !Duty.IsHeld;
        if (!_tookOver) Note(ServiceMomentKind.Started);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>At this point the engine has stopped.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!Duty.IsHeld) return; // another process took over and continues the work
        LookAtEngine();
        Note(ServiceMomentKind.Stopped);
        using var patience = new CancellationTokenSource(AtTheEnd, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        _failedAt = null;
        try
        {
            await StoreAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The next start will report that this process never stopped. That is better than a stop that hangs.
        }
    }

    protected override IEnumerable<BackgroundLoop> Loops => [new(Name, WatchAsync)];

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        if (_tookOver && !_isOpen)
        {
            // Nothing stopped and nothing opened: the ports were open all the time.
            _isOpen = true;
            Note(ServiceMomentKind.TookOver, succession.TakeOver is { } takeOver ? $"{takeOver.Version} to {ProgramVersion.Text}, asked for by {takeOver.AskedBy}" : null);
        }

        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            Look();
            await StoreAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Compares the engine with its previous state.</summary>
    internal void Look()
    {
        LookAtEngine();
        LookAtUpgrades();
        if (_time.GetElapsedTime(_startedAt) >= UntilChecked) LookAtUpstreams();
    }

    /// <summary>A new process treats every address as healthy until it has checked it often enough.</summary>
    private TimeSpan UntilChecked => ((options.Value.Upstreams.Down + 1) * options.Value.Upstreams.CheckInterval) + options.Value.Timeouts.Connect;

    private void LookAtEngine()
    {
        var isOpen = engine is { Listeners.Count: > 0, IsDraining: false };
        if (isOpen && !_isOpen) Note(ServiceMomentKind.ListenersOpened, string.Join(", ", engine.Listeners.Select(listener => listener.Name)));
        if (_isOpen && !isOpen) Note(ServiceMomentKind.ListenersClosed);
        var isImpaired = engine.Transport.LoopsDown > 0;
        if (isImpaired != _isImpaired) Note(isImpaired ? ServiceMomentKind.EngineImpaired : ServiceMomentKind.EngineRecovered);
        (_isOpen, _isImpaired) = (isOpen, isImpaired);
    }

    private void LookAtUpgrades()
    {
        if (succession.Failure is not { } failure || failure == _failure) return;
        _failure = failure;
        moments.Add(MomentOf(ServiceMomentKind.TakeOverFailed, failure.At.UtcDateTime, BoundedText.Cut(failure.Text, ServiceMoment.DetailLength)));
    }

    private void LookAtUpstreams()
    {
        foreach (var report in reports.Upstreams())
        {
            if (UpstreamCondition.Of(report) is not { } now) continue;
            var before = _upstreams.GetValueOrDefault(report.Id)?.Kind ?? ServiceMomentKind.UpstreamUp;
            _upstreams[report.Id] = now;
            if (now.Kind != before) moments.Add(MomentOf(now.Kind, Now, now.Problem, report));
        }
    }

    private void Note(ServiceMomentKind kind, string? detail = null) => moments.Add(MomentOf(kind, Now, detail));

    private ServiceMoment MomentOf(ServiceMomentKind kind, DateTime at, string? detail = null, UpstreamReport? upstream = null) =>
        new() { Node = options.Value.Node, Time = at, Kind = kind, Detail = detail, UpstreamId = upstream?.Id, Upstream = upstream?.Name };

    /// <summary>Stores waiting moments. If the database does not accept them, they stay and are retried later.</summary>
    internal async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (_failedAt is { } failed && _time.GetElapsedTime(failed) < Patience) return;
        try
        {
            if (!_knowsLastRun) await ReadLastRunAsync(cancellationToken);
            await AddAsync(moments.Waiting, cancellationToken);
            if (_deletedAt is not { } deleted || _time.GetElapsedTime(deleted) >= DeleteEvery) await DeleteOldAsync(cancellationToken);
            _failedAt = null;
        }
        catch (Exception exception) when (DatabaseHealth.IsOutage(exception))
        {
            if (_failedAt is null) LogWaiting(DatabaseErrors.Explain(exception));
            _failedAt = _time.GetTimestamp();
        }
    }

    /// <summary>Reads whether the last process of this name stopped cleanly, and the last state of its upstreams.</summary>
    private async Task ReadLastRunAsync(CancellationToken cancellationToken)
    {
        var node = options.Value.Node;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = context.ServiceMoments.AsNoTracking().Where(moment => moment.Node == node && moment.Time < _started).OrderByDescending(moment => moment.Time);
        var last = await before.Where(static moment => OfRuns.Contains(moment.Kind))
            .FirstOrDefaultAsync(cancellationToken);
        var beat = await context.Heartbeats.Where(heartbeat => heartbeat.Node == node).Select(heartbeat => (DateTime?)heartbeat.Time).FirstOrDefaultAsync(cancellationToken);
        var upstreams = await before.Where(moment => moment.UpstreamId != null).Take(Batch).ToListAsync(cancellationToken);
        _knowsLastRun = true;
        foreach (var moment in upstreams) _upstreams.TryAdd(moment.UpstreamId!.Value, new(moment.Kind, moment.Detail));
        if (!_tookOver && last is { Kind: ServiceMomentKind.Started or ServiceMomentKind.TookOver }) moments.Add(MomentOf(ServiceMomentKind.Lost, LastSign(last.Time, beat)));
    }

    /// <summary>The last heartbeat that is not from this process; without one, the start of the process before.</summary>
    private DateTime LastSign(DateTime start, DateTime? beat) => beat is { } time && time > start && time < _started ? time : start;

    private async Task AddAsync(IReadOnlyList<ServiceMoment> waiting, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0) return;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // If the answer to a commit was lost, the moments are stored already.
        var ids = waiting.Select(moment => moment.Id).ToList();
        var stored = await context.ServiceMoments.Where(moment => ids.Contains(moment.Id)).Select(moment => moment.Id).ToListAsync(cancellationToken);
        context.ServiceMoments.AddRange(waiting.Where(moment => !stored.Contains(moment.Id)));
        await context.SaveChangesAsync(cancellationToken);
        moments.Stored(waiting);
    }

    private async Task DeleteOldAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.ServiceMoments.OrderByDescending(moment => moment.Time).Skip(MostKept).Select(moment => (DateTime?)moment.Time).FirstOrDefaultAsync(cancellationToken) is { } excess)
            await DeleteUntilAsync(context, excess, cancellationToken);
        if (await clock.IsTrustedAsync(cancellationToken)) await DeleteUntilAsync(context, Now.AddDays(-records.Value.KeepRollUpDays), cancellationToken);
        _deletedAt = _time.GetTimestamp();
    }

    private static async Task DeleteUntilAsync(PortalDbContext context, DateTime time, CancellationToken cancellationToken)
    {
        while (await context.ServiceMoments.Where(moment => moment.Time <= time).OrderBy(moment => moment.Time).Take(Batch).ExecuteDeleteAsync(cancellationToken) == Batch)
        {
            // A full batch means there may be more.
        }
    }

    [LoggerMessage(2350, LogLevel.Warning, "Service events are waiting in memory: {Problem}")]
    private partial void LogWaiting(string problem);
}
