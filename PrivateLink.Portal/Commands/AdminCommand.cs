using System.CommandLine;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Identity.Setup;

namespace PrivateLink.Portal.Commands;

/// <summary><c>admin create</c>: creates an administrator without a browser, for unattended installations, and when there is no administrator left.</summary>
internal static class AdminCommand
{
    private static readonly Option<string> Email = new("--email") { Description = "The address to sign in with.", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "The name that colleagues see. Default: the address." };

    private static readonly Option<FileInfo> PasswordFile = new("--password-file")
    {
        Description = "A file whose first line is the password. Without this option, the password is read from standard input.",
    };

    public static Command Create()
    {
        var create = new Command("create", "Creates an administrator in the configured database.") { TreatUnmatchedTokensAsErrors = false };
        create.Options.Add(Email);
        create.Options.Add(Name);
        create.Options.Add(PasswordFile);
        create.SetAction((parsed, cancellationToken) =>
            PortalCommand.WithSettingsAsync(parsed, settings => CreateAsync(parsed, settings, cancellationToken)));
        var admin = new Command("admin", "Manages administrators.");
        admin.Subcommands.Add(create);
        return admin;
    }

    private static async Task<int> CreateAsync(ParseResult parsed, string[] settings, CancellationToken cancellationToken)
    {
        await using var app = Program.Build(settings);
        if (SettingsCheck.DatabaseProblems(app.Services) is { Count: > 0 } problems) return await PortalRun.FailAsync(ExitCode.Settings, [.. problems]);

        var email = parsed.GetValue(Email)!;
        if (await PasswordAsync(parsed.GetValue(PasswordFile), cancellationToken) is not { } password)
            return await PortalRun.FailAsync(ExitCode.Settings, "--password-file: the file cannot be read.");
        try
        {
            await app.Services.GetRequiredService<DatabaseInitializer>().PrepareAsync(cancellationToken);
            var result = await app.Services.GetRequiredService<FirstAdministrator>().CreateAsync(parsed.GetValue(Name) ?? email, email, password, cancellationToken);
            switch (result)
            {
                case SaveResult.Saved:
                    await Console.Out.WriteLineAsync($"{email} is now an administrator and can sign in with the given password.");
                    return ExitCode.Success;
                case SaveResult.Invalid invalid:
                    return await PortalRun.FailAsync(ExitCode.Settings, [.. invalid.Errors.Select(error => $"{error.Key}: {error.Value}")]);
                default:
                    return await PortalRun.FailAsync(ExitCode.Database, result is SaveResult.Unavailable unavailable ? unavailable.Message : "The database could not save the administrator.");
            }
        }
        catch (DatabaseNotReadyException exception)
        {
            return await PortalRun.FailAsync(ExitCode.Database, exception.Message);
        }
    }

    /// <summary>Reads the password from a file or from standard input. On the command line, every process of the machine could read it.</summary>
    private static async Task<string?> PasswordAsync(FileInfo? file, CancellationToken cancellationToken)
    {
        if (file is null) return await Console.In.ReadLineAsync(cancellationToken) ?? "";
        if (ReadableByOthers.Is(file.FullName)) await Console.Error.WriteLineAsync($"Every account on this machine can read the password in {file.FullName}.");
        try
        {
            using var reader = file.OpenText();
            return await reader.ReadLineAsync(cancellationToken) ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
