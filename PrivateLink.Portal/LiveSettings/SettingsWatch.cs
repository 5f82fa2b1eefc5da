using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.LiveSettings;

/// <summary>
/// Takes changed settings when a file has changed, and at once on SIGHUP. What was taken is an entry of the audit log. While the database is away, the
/// entry waits: a source that must not be trusted any more does not.
/// </summary>
internal sealed partial class SettingsWatch(
    SettingsFiles files, SettingsTaking taking, ChangeWriter changes, SettingsInForce inForce, IOptions<EngineOptions> engine, TimeProvider time, ILogger<SettingsWatch> logger)
    : SupervisedService(time, logger)
{
    private const string File = "a file changed";
    private const string Signal = "SIGHUP";

    /// <summary>Between two looks at the files. A change counts when the files are the same for two looks, so that nothing is read half-written.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _asked = new(0, 1);
    private readonly Queue<(IReadOnlyList<SettingChange> Taken, string By)> _toRecord = [];
    private readonly ILogger _logger = logger;
    private PosixSignalRegistration? _signal;
    private string _known = files.Stamp();
    private string _seen = "";

    protected override IEnumerable<BackgroundLoop> Loops => [new("Watching the settings", WatchAsync)];

    /// <summary>A terminal that closes sends the same signal, which then means what it always does: end.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected && !OperatingSystem.IsWindows()) _signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _signal?.Dispose();
        _asked.Dispose();
        base.Dispose();
    }

    /// <summary>One look at the files.</summary>
    /// <param name="isAsked">Whether to read the settings even if no file has changed.</param>
    /// <param name="cancellationToken">Cancels the saving of the audit entry.</param>
    internal async Task LookAsync(bool isAsked, CancellationToken cancellationToken)
    {
        var stamp = files.Stamp();
        var isSettled = stamp == _seen;
        _seen = stamp;
        if (isAsked || (isSettled && stamp != _known))
        {
            _known = stamp;
            var by = isAsked ? Signal : File;
            if (await taking.TakeAsync(by) is { Count: > 0 } taken) _toRecord.Enqueue((taken, by));
        }

        while (_toRecord.TryPeek(out var next) && await RecordAsync(next.Taken, next.By, cancellationToken)) _toRecord.Dequeue();
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (true) await LookAsync(await _asked.WaitAsync(Interval, stoppingToken), stoppingToken);
    }

    private async Task<bool> RecordAsync(IReadOnlyList<SettingChange> taken, string by, CancellationToken cancellationToken)
    {
        var target = new AuditTarget(AuditAction.SettingsTaken.Kind, null, engine.Value.Node, null);
        var before = taken.Where(static change => change.Before is not null).ToDictionary(static change => change.Key, static change => change.Before);
        var after = taken.Where(static change => change.After is not null).ToDictionary(static change => change.Key, static change => change.After);
        after["by"] = by;
        if (inForce.Difference.Waiting is { Count: > 0 } waiting) after["needs upgrade"] = string.Join(", ", waiting.Select(static change => change.Key));
        var result = await changes.SaveAsync(
            AuditActor.Portal, AuditAction.SettingsTaken, (_, _) => Task.FromResult<Edit>(new Edit.Change(target, before, after)), cancellationToken);
        if (result is SaveResult.Saved) return true;
        LogNotRecorded(result.ToString());
        return false;
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        try
        {
            _asked.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // The settings will be read anyway, or the process ends.
        }
    }

    [LoggerMessage(2084, LogLevel.Warning, "The audit entry about changed settings is not written yet: {Why}")]
    private partial void LogNotRecorded(string why);
}
