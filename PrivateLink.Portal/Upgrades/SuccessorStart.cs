using System.Diagnostics;
using PrivateLink.Engine;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Upgrades;

/// <summary>
/// Starts a successor for the verb <c>upgrade</c>: with this process's own arguments, environment, output and limits, so that it runs as the service
/// does. Thread-safe.
/// </summary>
internal sealed class SuccessorStart(SuccessorArguments arguments, EngineStatus status, SystemdNotices systemd, UpgradeTrace trace, TimeProvider time)
{
    private static readonly TimeSpan ConversationEndsWithin = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private TaskCompletionSource<(TakeOverMessage? Hello, string? Why)>? _waiting;
    private string? _askedBy;

    /// <summary>The account that asked for the upgrade in progress; null if there is none.</summary>
    public string? AskedBy
    {
        get
        {
            lock (_lock) return _waiting is { Task.IsCompleted: false } ? _askedBy : null;
        }
    }

    /// <summary>Starts a program as the successor, and waits for the end of the take-over.</summary>
    public async Task<(bool Done, string Text)> UpgradeAsync(IReadOnlyList<string> program, string askedBy)
    {
        if (Environment.ProcessId == 1) return (false, "The portal is process 1 of its container, and its end would end the new process too. Start a new container instead.");
        TaskCompletionSource<(TakeOverMessage? Hello, string? Why)> waiting;
        lock (_lock)
        {
            if (_waiting is { Task.IsCompleted: false }) return (false, "Another upgrade is in progress.");
            waiting = _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _askedBy = askedBy;
        }

        systemd.Reloads();
        var outcome = await StartAsync(program, waiting);
        if (outcome.Done) return outcome;
        systemd.Serves();
        if (!(waiting.Task is { IsCompletedSuccessfully: true, Result.Hello: not null })) trace.Failed(hello: null, askedBy, outcome.Text); // else the conversation has left its trace
        return outcome;
    }

    private async Task<(bool Done, string Text)> StartAsync(IReadOnlyList<string> program, TaskCompletionSource<(TakeOverMessage? Hello, string? Why)> waiting)
    {
        try
        {
            var successor = Process.Start(new ProcessStartInfo(program[0], [.. program.Skip(1), SuccessorArguments.Verb, .. arguments.Values]))!;
            _ = TellEndAsync(successor, waiting);
            var names = string.Join(", ", status.Listeners.Select(static listener => listener.Name));
            var (hello, why) = await waiting.Task.WaitAsync(TakeOverGrant.ReadyWithin + TakeOverGrant.TakenWithin, time);
            return why is null && hello is not null
                ? (true, $"{hello.Process} ({hello.Version}) took over {names} from {Environment.ProcessId} ({ProgramVersion.Text}), which drains {status.OpenConnections} connections.")
                : (false, why ?? "The new process did not take over.");
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or TimeoutException)
        {
            waiting.TrySetResult((null, exception.Message));
            return (false, exception.Message);
        }
    }

    private static async Task TellEndAsync(Process successor, TaskCompletionSource<(TakeOverMessage? Hello, string? Why)> waiting)
    {
        using (successor)
        {
            await successor.WaitForExitAsync();
            await Task.Delay(ConversationEndsWithin); // what it said before it ended is the better answer
            waiting.TrySetResult((null, $"The new process ended with exit code {successor.ExitCode}. Its output is where the service's output goes."));
        }
    }

    /// <summary>A take-over has ended, with or without the verb.</summary>
    public void Ended(TakeOverMessage hello, string? why)
    {
        lock (_lock) _waiting?.TrySetResult((hello, why));
    }
}

/// <summary>The settings on the command line of this process.</summary>
internal sealed record SuccessorArguments(IReadOnlyList<string> Values)
{
    /// <summary>The verb that starts a successor.</summary>
    public const string Verb = "run-as-successor";
}
