using PrivateLink.Engine.Background;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Upgrades;

/// <summary>The steps of a start that a process needs when another one runs.</summary>
internal static partial class SuccessorRun
{
    /// <summary>A predecessor that died has freed the folder at once; the kernel may need a moment to end the process.</summary>
    private static readonly TimeSpan FolderWithin = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan SocketWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Gives every background service the duty of this process. Until a take-over, a successor writes no file of the predecessor.</summary>
    public static void Prepare(IServiceProvider services)
    {
        var duty = services.GetRequiredService<Duty>();
        foreach (var service in services.GetServices<IHostedService>().OfType<SupervisedService>()) service.Duty = duty;
        if (services.GetRequiredService<SuccessionState>().TakeOver is null) return;
        services.GetRequiredService<PolicyPublisher>().WaitForFolder();
        services.GetRequiredService<DatabaseInitializer>().IsShared = true;
        services.GetRequiredService<EnginePorts>().WaitsAtStart = true;
    }

    /// <summary>Takes over from the predecessor, if there is one. Everything has started by now.</summary>
    /// <exception cref="TakeOverException">The predecessor keeps running, so this process must end.</exception>
    public static async Task TakeOverAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ILogger<TakeOver>>();
        if (services.GetRequiredService<InheritedSockets>().CloseRest() is { Count: > 0 } names) LogNotNeeded(logger, string.Join(", ", names));
        var state = services.GetRequiredService<SuccessionState>();
        if (state.TakeOver is not { } takeOver)
        {
            services.GetRequiredService<SystemdNotices>().Serves();
            return;
        }

        services.GetRequiredService<EnginePorts>().Resume();
        var publisher = services.GetRequiredService<PolicyPublisher>();
        await takeOver.ReadyAsync(publisher.Status.Revision, cancellationToken);
        await TakeFolderAsync(publisher, services.GetRequiredService<TimeProvider>(), cancellationToken);
        state.Took(services.GetRequiredService<TimeProvider>().GetUtcNow());
        services.GetRequiredService<Duty>().Take();

        // The next upgrade may follow at once.
        var opened = services.GetRequiredService<TakeOverSocket>().Opened;
        await opened.WaitAsync(SocketWithin, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        services.GetRequiredService<SystemdNotices>().Serves(); // before the predecessor goes, which systemd still takes for the main process
        await takeOver.TakenAsync();
        LogTook(logger, takeOver.Predecessor.Id, takeOver.Version);
        services.GetRequiredService<UpgradeTrace>().TookOver(takeOver);
        _ = takeOver.FollowAsync(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
    }

    private static async Task TakeFolderAsync(PolicyPublisher publisher, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var start = time.GetTimestamp(); ;)
            try
            {
                await publisher.TakeFolderAsync(cancellationToken);
                return;
            }
            catch (PolicyFolderInUseException) when (time.GetElapsedTime(start) < FolderWithin)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
    }

    [LoggerMessage(2506, LogLevel.Information, "Took over from process {Predecessor} ({Version})")]
    private static partial void LogTook(ILogger logger, int predecessor, string version);

    [LoggerMessage(2507, LogLevel.Warning, "No listener has the address of these inherited sockets, so they were closed: {Sockets}")]
    private static partial void LogNotNeeded(ILogger logger, string sockets);
}
