using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Upgrades;

/// <summary>
/// Writes to the audit log who asked for an upgrade and what became of it. The new process writes about one that succeeded, the old one about one that
/// failed. While the database is away, the entries wait.
/// </summary>
internal sealed partial class UpgradeTrace(ChangeWriter changes, SuccessionState succession, IOptions<EngineOptions> engine, TimeProvider time, ILogger<UpgradeTrace> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<(AuditAction Action, string AskedBy, object? Before, object After)> _waiting = [];
    private readonly SemaphoreSlim _wake = new(0);
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Recording upgrades", RecordAllAsync)];

    /// <summary>The upgrade failed, and this process goes on.</summary>
    /// <param name="hello">What the new process said of itself; null if it said nothing.</param>
    /// <param name="askedBy">The account that asked for it.</param>
    /// <param name="why">The cause.</param>
    public void Failed(TakeOverMessage? hello, string askedBy, string why)
    {
        succession.Failed(new(_time.GetUtcNow(), askedBy, hello?.Version, why));
        Add(AuditAction.UpgradeFailed, askedBy, before: null, new { From = ProgramVersion.Text, To = hello?.Version, Environment.ProcessId, Successor = hello?.Process, Reason = why });
    }

    /// <summary>This process took over.</summary>
    public void TookOver(TakeOver takeOver) => Add(
        AuditAction.UpgradeDone, takeOver.AskedBy,
        new { takeOver.Version, Process = takeOver.Predecessor.Id }, new { Version = ProgramVersion.Text, Process = Environment.ProcessId });

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private void Add(AuditAction action, string askedBy, object? before, object after)
    {
        _waiting.Enqueue((action, askedBy, before, after));
        _wake.Release();
    }

    private async Task RecordAllAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            while (_waiting.TryPeek(out var next))
            {
                var (action, askedBy, before, after) = next;
                var target = new AuditTarget(action.Kind, null, engine.Value.Node, null);
                var result = await changes.SaveAsync(
                    AuditActor.AtTheMachine(askedBy), action, (_, _) => Task.FromResult<Edit>(new Edit.Change(target, before, after)), stoppingToken);
                if (result is SaveResult.Saved)
                {
                    _waiting.TryDequeue(out _);
                    continue;
                }

                LogNotRecorded(result.ToString());
                await Task.Delay(Again, _time, stoppingToken);
            }

            await _wake.WaitAsync(stoppingToken);
        }
    }

    [LoggerMessage(2509, LogLevel.Warning, "The audit entry about an upgrade is not written yet: {Why}")]
    private partial void LogNotRecorded(string why);
}
