using System.CommandLine;
using System.Net.Sockets;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Commands.Succession;

/// <summary><c>upgrade</c>: lets this program take over from the running portal, without a refused connection.</summary>
internal static class UpgradeCommand
{
    /// <summary>More than a successor may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var upgrade = new Command("upgrade", "Lets this program take over from the running portal with the same settings. No connection is refused, and open ones continue in the old process.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        upgrade.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(parsed, settings => UpgradeAsync(settings, cancellationToken)));
        return upgrade;
    }

    private static async Task<int> UpgradeAsync(string[] settings, CancellationToken cancellationToken)
    {
        var place = SuccessionPlace.Of(settings);
        try
        {
            await using var channel = await TakeOverChannel.ConnectAsync(place.Socket, TimeProvider.System, cancellationToken);
            await channel.TrySendAsync(new(TakeOverKind.Upgrade) { Program = ThisProgram });
            var answer = await channel.ReceiveAsync(Patience, cancellationToken);
            if (answer is { Message.Kind: TakeOverKind.Done })
            {
                Console.WriteLine(answer.Value.Message.Text);
                return ExitCode.Success;
            }

            await Console.Error.WriteLineAsync($"The new process did not take over, and the running one keeps running. {answer?.Message.Text ?? "The running process does not answer."}");
            return ExitCode.NotTakenOver;
        }
        catch (SocketException exception)
        {
            await Console.Error.WriteLineAsync(place.NoPortal(exception));
            return ExitCode.NoPortal;
        }
    }

    private static IReadOnlyList<string> ThisProgram =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]] : [Environment.ProcessPath!];
}
