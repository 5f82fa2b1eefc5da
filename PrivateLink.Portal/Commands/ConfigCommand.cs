using System.CommandLine;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Commands;

/// <summary><c>config check</c>: shows the settings in force, and whether the portal would start with them.</summary>
internal static class ConfigCommand
{
    public static Command Create(Func<string[], WebApplication> build)
    {
        var check = new Command("check", "Shows every setting in force with its source and default, secrets masked, and any errors (exit code 2). Starts nothing.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        check.SetAction((parsed, _) => PortalCommand.WithSettingsAsync(parsed, settings => CheckAsync(build(settings))));

        var config = new Command("config", "Checks the settings.");
        config.Subcommands.Add(check);
        return config;
    }

    private static async Task<int> CheckAsync(WebApplication app)
    {
        await using var disposed = app;
        foreach (var setting in EffectiveSettings.Of(app.Configuration, SettingsCheck.Sections))
            Console.WriteLine(setting.Line);

        if (SettingsCheck.Problems(app.Services) is { Count: > 0 } problems) return await PortalRun.FailAsync(ExitCode.Settings, [.. problems]);
        Console.WriteLine("The settings are valid.");
        return ExitCode.Success;
    }
}
