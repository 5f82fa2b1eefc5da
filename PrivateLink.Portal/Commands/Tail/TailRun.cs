using System.Net.Sockets;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Operations.Tail;

namespace PrivateLink.Portal.Commands.Tail;

/// <summary>
/// Follows a portal until cancelled, also across the portal's restarts. Connections go to the output, and everything else goes to the error output,
/// so that a pipe gets only connections.
/// </summary>
internal sealed class TailRun(string path, TextWriter output, TextWriter error, TimeProvider time)
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private bool _waits;

    /// <summary>Follows until cancelled.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> FollowAsync(string filter, int last, bool asJson, CancellationToken cancellationToken)
    {
        var hasFollowed = false;
        while (true)
        {
            var why = "it has ended the conversation";
            try
            {
                await foreach (var line in TailConnection.AskAsync(path, new(filter, last), time, cancellationToken))
                {
                    if (line.Kind == TailKind.Refused) return await RefusedAsync(line.Text);
                    if (line.Kind == TailKind.Hello && hasFollowed) await error.WriteLineAsync($"# {line.Text} answers again; earlier decisions are in the history only");
                    if (line.Kind == TailKind.Hello) (hasFollowed, _waits) = (true, false);
                    await ShowAsync(line, asJson);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Success;
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                if (!hasFollowed) return await RefusedAsync($"No portal answers at {path} ({exception.Message.TrimEnd('.')}). Is the portal running with these settings, and are you using its account?");
                why = exception.Message.TrimEnd('.');
            }

            if (!await WaitAsync(why, cancellationToken)) return ExitCode.Success;
            last = 0;
        }
    }

    /// <summary>Prints the current report.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> NowAsync(bool asJson, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in TailConnection.AskAsync(path, new("", 0, asJson ? "json" : "text"), time, cancellationToken))
            {
                if (line.Kind != TailKind.Now) return await RefusedAsync(line.Text);
                await output.WriteAsync(line.Text);
                return ExitCode.Success;
            }

            return await RefusedAsync("The portal ended before it answered.");
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return await RefusedAsync($"No portal answers at {path} ({exception.Message.TrimEnd('.')}). Is the portal running with these settings, and are you using its account?");
        }
    }

    private async Task ShowAsync(TailLine line, bool asJson)
    {
        if (line.Kind == TailKind.Lost) await error.WriteLineAsync($"# {line.Text} connections are missing here: they arrived faster than this output could be written");
        if (line.Kind != TailKind.Connection) return;
        await output.WriteLineAsync(asJson ? line.Json : line.Text);
        await output.FlushAsync();
    }

    /// <returns>Whether to continue.</returns>
    private async Task<bool> WaitAsync(string why, CancellationToken cancellationToken)
    {
        if (!_waits) await error.WriteLineAsync($"# the portal no longer answers ({why}); waiting for it");
        _waits = true;
        await Task.Delay(TryAgainAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    private async Task<int> RefusedAsync(string? why)
    {
        await error.WriteLineAsync(why);
        return ExitCode.NoPortal;
    }
}
