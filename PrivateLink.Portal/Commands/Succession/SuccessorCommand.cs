using System.CommandLine;
using System.Net.Sockets;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Upgrades;

namespace PrivateLink.Portal.Commands.Succession;

/// <summary><c>run-as-successor</c>: runs the portal on the sockets of the one that runs now. The running process starts it, asked by <c>upgrade</c>.</summary>
internal static class SuccessorCommand
{
    public static Command Create(Func<string[], Inheritance?, WebApplication> build)
    {
        var run = new Command(SuccessorArguments.Verb, "Runs the portal and takes over from the running one. The running portal starts it when you call the verb upgrade.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        run.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(parsed, settings => RunAsync(settings, build, cancellationToken)));
        return run;
    }

    private static async Task<int> RunAsync(string[] settings, Func<string[], Inheritance?, WebApplication> build, CancellationToken cancellationToken)
    {
        var place = SuccessionPlace.Of(settings);
        try
        {
            await using var takeOver = await TakeOver.AskAsync(place.Socket, place.Node, TimeProvider.System, cancellationToken);
            return await build(settings, new(takeOver.Sockets, takeOver)).RunPortalAsync(cancellationToken);
        }
        catch (SocketException exception)
        {
            return await PortalRun.FailAsync(ExitCode.NoPortal, place.NoPortal(exception));
        }
        catch (TakeOverException exception)
        {
            return await PortalRun.FailAsync(ExitCode.NotTakenOver, exception.Message);
        }
    }
}
