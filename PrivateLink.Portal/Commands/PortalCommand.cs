using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Commands.Send;
using PrivateLink.Portal.Commands.Succession;
using PrivateLink.Portal.Commands.Support;
using PrivateLink.Portal.Commands.Tail;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Commands;

/// <summary>
/// The command line. Without a command, the portal runs. Arguments of the form <c>--Section:Key=value</c> are settings, which override files and
/// environment. Any other unknown argument is an error.
/// </summary>
internal static partial class PortalCommand
{
    private const string SettingsHint = "Settings are given as --Section:Key=value, for example --Portal:Url=http://127.0.0.1:7500.";

    private static readonly Option<bool> NoDemo = new("--no-demo")
    {
        Description = "Start without the demonstration: no sample data and no generated traffic.",
    };

    public static async Task<int> InvokeAsync(string[] args, Func<string[], Inheritance?, WebApplication> build)
    {
        if (DescriptorNeeds.Problem() is { } problem) return await PortalRun.FailAsync(ExitCode.Settings, problem);
        PrivateFiles.ByDefault();
        var root = new RootCommand($"PrivateLink: link IDs enforced in front of your hosts. {SettingsHint}") { TreatUnmatchedTokensAsErrors = false };
        root.Options.Add(NoDemo);
        root.Subcommands.Add(AdminCommand.Create());
        root.Subcommands.Add(DatabaseCommand.Create());
        root.Subcommands.Add(AuditCommand.Create());
        root.Subcommands.Add(ConfigCommand.Create(settings => build(settings, null)));
        root.Subcommands.Add(SendCommand.Create());
        root.Subcommands.Add(TailCommand.Create());
        root.Subcommands.Add(NowCommand.Create());
        root.Subcommands.Add(SupportCommand.Create(settings => build(settings, null)));
        root.Subcommands.Add(HealthCheckCommand.Create());
        root.Subcommands.Add(UpgradeCommand.Create());
        root.Subcommands.Add(SuccessorCommand.Create(build));
        root.SetAction((parsed, cancellationToken) => WithSettingsAsync(parsed, settings => build(settings, new(SystemdSockets.Take(), TakeOver: null)).RunPortalAsync(cancellationToken)));

        // The host handles SIGTERM and Ctrl+C itself, because relays must drain first.
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction mistakes) mistakes.ShowHelp = false;
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        return parsed.Action is ParseErrorAction ? ExitCode.Settings : exitCode;
    }

    /// <summary>Runs with the settings of the command line, or reports arguments that are not settings.</summary>
    public static Task<int> WithSettingsAsync(ParseResult parsed, Func<string[], Task<int>> run)
    {
        if (parsed.UnmatchedTokens.Where(token => !IsSetting(token)).ToArray() is { Length: > 0 } unknown)
            return PortalRun.FailAsync(ExitCode.Settings, [.. unknown.Select(token => $"'{token}' is not known. {SettingsHint}")]);

        List<string> settings = [.. parsed.UnmatchedTokens];
        if (parsed.GetValue(NoDemo)) settings.Add($"--{DemonstrationOptions.Section}:{nameof(DemonstrationOptions.Enabled)}=false");
        return run([.. settings]);
    }

    /// <summary>Whether an argument is a setting. A command that accepts any number of words gets settings among them.</summary>
    public static bool IsSetting(string word) => Setting().IsMatch(word);

    [GeneratedRegex("^--[A-Za-z]+(?:(?::[^:=]+)+=.*|=.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
