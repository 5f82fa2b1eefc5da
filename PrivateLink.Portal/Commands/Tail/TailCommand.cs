using System.CommandLine;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Operations.Tail;

namespace PrivateLink.Portal.Commands.Tail;

/// <summary><c>tail</c>: follows the decisions of the portal on this machine, without a database.</summary>
internal static class TailCommand
{
    private static readonly Argument<string[]> Filter = new("filter")
    {
        Description = "Filter, in the same syntax as on the screen, such as \"outcome:failed host:mega*\". Write -- before a condition that begins with '-'.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int> Last = new("-n", "--last") { Description = "How many earlier connections to show first.", DefaultValueFactory = static _ => 10 };

    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object per line." };

    public static Command Create()
    {
        var tail = new Command("tail", "Follows the decisions of the portal running on this machine with the same settings, until Ctrl+C. Needs no database.") { TreatUnmatchedTokensAsErrors = false };
        tail.Arguments.Add(Filter);
        tail.Options.Add(Last);
        tail.Options.Add(Json);
        tail.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(parsed, settings => FollowAsync(parsed, settings, cancellationToken)));
        return tail;
    }

    private static async Task<int> FollowAsync(ParseResult parsed, string[] settings, CancellationToken cancellationToken)
    {
        var words = (parsed.GetValue(Filter) ?? []).ToLookup(PortalCommand.IsSetting);
        var text = string.Join(' ', words[false]);
        if (FilterParser.Parse(text).Error is { } mistake) return await WrongAsync($"'{text}', character {mistake.Position + 1}: {mistake.Message} Expected: {mistake.Expected}.");
        var last = parsed.GetValue(Last);
        if (last is < 0 or > TailRequest.MostLast) return await WrongAsync($"-n: from 0 to {TailRequest.MostLast}.");

        using var ending = Interruption.Of(cancellationToken);
        return await new TailRun(TailPlace.Of([.. settings, .. words[true]]), Console.Out, Console.Error, TimeProvider.System).FollowAsync(text, last, parsed.GetValue(Json), ending.Token);
    }

    private static async Task<int> WrongAsync(string problem)
    {
        await Console.Error.WriteLineAsync(problem);
        return ExitCode.Settings;
    }
}
