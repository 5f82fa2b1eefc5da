using System.CommandLine;

namespace PrivateLink.Portal.Commands.Tail;

/// <summary><c>now</c>: prints the report of <c>/ops/now</c>, even if a proxy is in front of the portal.</summary>
internal static class NowCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "As JSON." };

    public static Command Create()
    {
        var now = new Command("now", "Shows what the portal on this machine is doing now: listeners, policy, database, last decisions. Needs no database.") { TreatUnmatchedTokensAsErrors = false };
        now.Options.Add(Json);
        now.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(parsed, settings =>
            new TailRun(TailPlace.Of(settings), Console.Out, Console.Error, TimeProvider.System).NowAsync(parsed.GetValue(Json), cancellationToken)));
        return now;
    }
}
