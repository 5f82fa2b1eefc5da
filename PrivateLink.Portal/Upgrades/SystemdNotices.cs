using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PrivateLink.Engine;
using PrivateLink.Engine.Background;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Upgrades;

/// <summary>
/// Tells systemd how the service does (sd_notify(3), <c>Type=notify</c>): that it serves, what it does, that it lives, and which process is the main
/// one after a take-over. Does nothing without systemd. Only the process on duty speaks.
/// </summary>
internal sealed class SystemdNotices(
    NotifySocket socket, EngineStatus engine, PolicyPublisher publisher, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SystemdNotices> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time = time;
    private volatile bool _serves;

    protected override IEnumerable<BackgroundLoop> Loops => socket.IsOpen ? [new("Reporting to systemd", ReportAsync)] : [];

    /// <summary>Everything has started, or a take-over has ended: this process serves.</summary>
    public void Serves()
    {
        if (!_serves) lifetime.ApplicationStopping.Register(Stops);
        _serves = true;
        socket.Tell($"MAINPID={Environment.ProcessId}", "READY=1", Summary);
    }

    /// <summary>A successor starts. <see cref="Serves"/> of either process ends it.</summary>
    public void Reloads()
    {
        var now = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000); // CLOCK_MONOTONIC
        socket.Tell("RELOADING=1", string.Create(CultureInfo.InvariantCulture, $"MONOTONIC_USEC={now}"), "STATUS=A new process takes over");
    }

    /// <summary>Before the drain. A process that another one took over from says nothing.</summary>
    private void Stops()
    {
        if (Duty.IsHeld) socket.Tell("STOPPING=1", "STATUS=Open connections may finish");
    }

    private string Summary => string.Create(CultureInfo.InvariantCulture,
        $"STATUS=Policy revision {publisher.Status.Revision}, listeners: {engine.Listeners.Count}, open connections: {engine.OpenConnections}");

    private async Task ReportAsync(CancellationToken stopping)
    {
        var every = socket.WatchdogEvery is { } watchdog && watchdog < StatusEvery ? watchdog : StatusEvery;
        using var timer = new PeriodicTimer(every, _time);
        while (await timer.WaitForNextTickAsync(stopping))
            if (_serves)
                socket.Tell("WATCHDOG=1", Summary);
    }
}

/// <summary>systemd's socket, if the environment names one.</summary>
/// <param name="path">The value of <c>NOTIFY_SOCKET</c>; a leading <c>@</c> stands for the abstract namespace.</param>
/// <param name="watchdog">The value of <c>WATCHDOG_USEC</c>.</param>
internal sealed class NotifySocket(string? path, string? watchdog)
{
    public static NotifySocket OfEnvironment => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"));

    public bool IsOpen => path is { Length: > 1 };

    /// <summary>Half of the time after which systemd takes the process for dead; null without a watchdog.</summary>
    public TimeSpan? WatchdogEvery =>
        long.TryParse(watchdog, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds) / 2 : null;

    /// <summary>Sends the lines as one message. systemd may have gone; that must not harm the service.</summary>
    public void Tell(params string[] lines)
    {
        if (!IsOpen) return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(string.Join('\n', lines)), new UnixDomainSocketEndPoint(path![0] == '@' ? "\0" + path[1..] : path));
        }
        catch (SocketException)
        {
            // Without systemd, nobody needs to know.
        }
    }
}
