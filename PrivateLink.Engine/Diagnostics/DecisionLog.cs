using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Diagnostics;

/// <summary>
/// Writes decisions to the log. After ten equal denials in a minute, the rest become one line with a count. So one misconfigured client cannot fill a
/// disk. Metrics and records stay exact. Thread-safe.
/// </summary>
internal sealed class DecisionLog : IDisposable
{
    private const int LinesPerMinute = 10;
    private const int MaximumKinds = 10_000;
    private const string Nothing = "none";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private Dictionary<Kind, int> _counts = [];

    public DecisionLog(ILogger<DecisionLog> logger, TimeProvider time)
    {
        _logger = logger;
        _timer = time.CreateTimer(static state => LogGuard.Try(((DecisionLog)state!).SumUp), this, Minute, Minute);
    }

    public void Dispose()
    {
        _timer.Dispose();
        LogGuard.Try(SumUp);
    }

    public void Write(ConnectionDecision decision)
    {
        var row = ReasonTable.Describe(decision.Reason);
        switch (decision.Verdict)
        {
            case Verdict.Denied when row is { Family: ReasonFamily.Limit, Stage: ReasonStage.Listener }:
                if (IsToBeWritten(LogLevel.Warning, decision)) EngineLog.Full(_logger, decision.Id, decision.Listener, row.Code);
                break;
            case Verdict.Denied:
                if (IsToBeWritten(LogLevel.Information, decision))
                    EngineLog.Denied(_logger, decision.Id, decision.Listener, row.Code, decision.Detail ?? Nothing, decision.Host ?? Nothing, Text(decision.LinkId));
                break;
            case Verdict.Audited:
                if (IsToBeWritten(LogLevel.Information, decision))
                    EngineLog.Audited(_logger, decision.Id, decision.Listener, row.Code, decision.Host ?? Nothing, Text(decision.LinkId));
                break;
            default:
                EngineLog.Admitted(_logger, decision.Id, decision.Listener, row.Code, decision.Host ?? Nothing);
                break;
        }
    }

    /// <summary>
    /// The lookup of equal denials runs only if the log level is enabled. It costs more than all other work of a denial, except system calls.
    /// </summary>
    private bool IsToBeWritten(LogLevel level, ConnectionDecision decision) => _logger.IsEnabled(level) && IsOneOfTheFirst(decision);

    private bool IsOneOfTheFirst(ConnectionDecision decision)
    {
        var kind = new Kind(decision.Listener, decision.Reason, decision.Host, decision.LinkId);
        lock (_lock)
        {
            // An attacker can invent names without limit. Beyond a bound they are counted together.
            if (_counts.Count >= MaximumKinds && !_counts.ContainsKey(kind)) kind = kind with { Host = null, LinkId = null };
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, kind, out _);
            return ++count <= LinesPerMinute;
        }
    }

    /// <summary>
    /// Called under a guard, because a timer that throws ends the process. If the log fails, these counts are lost, but the records stay exact.
    /// </summary>
    private void SumUp()
    {
        Dictionary<Kind, int> counts;
        lock (_lock)
        {
            if (_counts.Count == 0) return;
            (counts, _counts) = (_counts, []);
        }

        foreach (var (kind, count) in counts)
            if (count > LinesPerMinute)
                EngineLog.DeniedMore(_logger, count - LinesPerMinute, kind.Listener, ReasonTable.CodeOf(kind.Reason), kind.Host ?? Nothing, Text(kind.LinkId));
    }

    private static string Text(LinkId? linkId) => linkId?.ToString() ?? Nothing;

    private readonly record struct Kind(string Listener, Reason Reason, string? Host, LinkId? LinkId);
}
