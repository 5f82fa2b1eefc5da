using System.CommandLine;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.SupportBundles;

namespace PrivateLink.Portal.Commands.Support;

/// <summary><c>support bundle</c>: collects in one file what a person needs who was not there, without secrets.</summary>
internal static class SupportCommand
{
    private const string StandardOutput = "-";

    private static readonly Argument<string[]> Words = new("file")
    {
        Description = "Path of the bundle. Existing files are not overwritten. Without a path it goes into the portal's data folder; '-' is standard output.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create(Func<string[], WebApplication> build)
    {
        var bundle = new Command("bundle", "Writes settings, versions, health, log, policy in numbers and database sizes to one file, without secrets and link IDs. Works while the portal is down.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        bundle.Arguments.Add(Words);
        bundle.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(parsed, async settings =>
        {
            // A command that accepts words gets settings among them.
            var words = (parsed.GetValue(Words) ?? []).ToLookup(PortalCommand.IsSetting);
            if (words[false].Skip(1).FirstOrDefault() is { } second) return await RefuseAsync($"'{second}' is one file too many.");
            return await WriteAsync(build, [.. settings, .. words[true]], words[false].FirstOrDefault(), cancellationToken);
        }));

        var support = new Command("support", "Helps to find a fault.");
        support.Subcommands.Add(bundle);
        return support;
    }

    private static async Task<int> WriteAsync(Func<string[], WebApplication> build, string[] settings, string? file, CancellationToken cancellationToken)
    {
        await using var machine = new MachineBundle(build, settings, TimeProvider.System);
        var time = TimeProvider.System.GetUtcNow();
        if (file == StandardOutput)
        {
            await using var output = Console.OpenStandardOutput();
            await BundleArchive.WriteAsync(output, await machine.ReadAsync(cancellationToken), time, cancellationToken);
            return ExitCode.Success;
        }

        var path = Path.GetFullPath(file ?? Path.Combine(machine.DataFolder, BundleArchive.NameAt(time) + BundleArchive.Suffix));
        if (File.Exists(path)) return await RefuseAsync($"{path} already exists. A bundle never overwrites a file.");
        try
        {
            // Before anything is read, so that a wrong path costs no time.
            await using var output = PrivateFiles.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            var parts = await machine.ReadAsync(cancellationToken);
            await BundleArchive.WriteAsync(output, parts, time, cancellationToken);
            foreach (var part in parts.Where(static part => part.Text is null)) Console.WriteLine($"missing  {part.Name}: {part.Missing}");
            Console.WriteLine($"The bundle is {path}. Read it before you send it.");
            return ExitCode.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync($"The bundle cannot be written: {exception.Message} Name a file in a folder that this account may write to, or '-' for standard output.");
        }
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return ExitCode.Settings;
    }
}
