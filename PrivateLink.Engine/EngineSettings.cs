using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine;

/// <summary>
/// Takes changed settings while the engine runs. No connection is cut by it: what has begun goes on, and what begins finds the new settings. The caller
/// has validated them (<see cref="EngineOptionsValidator"/>). One caller at a time.
/// </summary>
public sealed class EngineSettings
{
    private readonly EngineOptions _options;
    private readonly EnginePorts _ports;
    private readonly EngineStatus _status;
    private readonly ConnectionLimiter _limiter;
    private readonly RelayQuota _quota;
    private readonly PreludeBudget _undecided;
    private readonly ConnectingBudget _connecting;
    private readonly ILogger _logger;

    internal EngineSettings(
        IOptions<EngineOptions> options, EnginePorts ports, EngineStatus status, ConnectionLimiter limiter, RelayQuota quota, PreludeBudget undecided, ConnectingBudget connecting,
        ILogger<EngineSettings> logger) =>
        (_options, _ports, _status, _limiter, _quota, _undecided, _connecting, _logger) = (options.Value, ports, status, limiter, quota, undecided, connecting, logger);

    /// <summary>Takes other limits. Nothing is dropped to meet a lower one; new connections are refused until enough have ended.</summary>
    /// <param name="limits">All limits. The engine keeps the object, so do not change it afterwards.</param>
    public void Limit(LimitOptions limits)
    {
        _options.Limits = limits;
        _limiter.Take(limits);
        _quota.Take(limits);
        _undecided.Take(limits.UndecidedBytes);
        _connecting.Take(limits.ConnectingBytes);
    }

    /// <summary>Lets a listener trust the headers of these networks, from the next connection on. A listener that is not open ignores it.</summary>
    public void Trust(string name, IEnumerable<string> networks)
    {
        if (_ports.Listeners.FirstOrDefault(each => string.Equals(each.Status.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } listener) return;
        listener.Trust(networks);
        _options.Listeners = new Dictionary<string, ListenerOptions>(_options.Listeners, StringComparer.OrdinalIgnoreCase) { [name] = listener.Status.Options };
        _status.Changed(listener.Status);
        if (listener.Status.TrustsEveryone) LogGuard.Try(() => EngineLog.TrustsEveryone(_logger, name));
    }
}
