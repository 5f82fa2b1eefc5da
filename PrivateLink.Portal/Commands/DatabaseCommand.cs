using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Commands;

/// <summary><c>db check</c>, <c>db migrate</c> and <c>db backup</c>: work with the database without starting the portal.</summary>
internal static class DatabaseCommand
{
    public static Command Create()
    {
        var database = new Command("db", "Manages the database.");
        database.Subcommands.Add(Verb("check", "Checks whether the schema matches this portal (exit code 1 if not). Changes nothing.", CheckAsync));
        database.Subcommands.Add(Verb("migrate", "Updates the schema. Creates the database if there is none and no policy on disk was built from one.", MigrateAsync));
        database.Subcommands.Add(Backup());
        return database;
    }

    private static Command Backup()
    {
        var file = new Argument<string>("file") { Description = "Path of the copy. Existing files are not overwritten." };
        var verb = new Command("backup", "Copies the SQLite database to a file, even while the portal is running.") { TreatUnmatchedTokensAsErrors = false };
        verb.Arguments.Add(file);
        verb.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(parsed, settings => RunAsync(settings, async services =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            await new DatabaseBackup(services.GetRequiredService<IDbContextFactory<PortalDbContext>>()).WriteAsync(path, cancellationToken);
            Console.WriteLine($"The database was copied to {path}.");
            return ExitCode.Success;
        })));
        return verb;
    }

    private static Command Verb(string name, string description, Func<DatabaseInitializer, CancellationToken, Task<int>> action)
    {
        var verb = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(
            parsed, settings => RunAsync(settings, services => action(services.GetRequiredService<DatabaseInitializer>(), cancellationToken))));
        return verb;
    }

    /// <summary>Runs a command that needs only the database, and prints faults as sentences.</summary>
    public static async Task<int> RunAsync(string[] settings, Func<IServiceProvider, Task<int>> action)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddSecrets();
        builder.AddPortalData();
        builder.AddPolicyFolder();
        await using var app = builder.Build();

        if (SettingsCheck.DatabaseProblems(app.Services) is { Count: > 0 } problems)
            return await PortalRun.FailAsync(ExitCode.Settings, [.. problems]);
        try
        {
            return await action(app.Services);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return await PortalRun.FailAsync(ExitCode.Database, DatabaseErrors.Explain(exception));
        }
        catch (Exception exception) when (exception is DatabaseNotReadyException or IOException or UnauthorizedAccessException)
        {
            return await PortalRun.FailAsync(ExitCode.Database, exception.Message);
        }
    }

    private static async Task<int> CheckAsync(DatabaseInitializer initializer, CancellationToken cancellationToken)
    {
        var state = await initializer.CheckAsync(cancellationToken);
        if (state.Preview is null)
            foreach (var migration in state.Pending) Console.WriteLine($"missing  {migration}");
        else
            Console.WriteLine($"preview  {state.Preview.Explanation}");
        foreach (var migration in state.Unknown) Console.WriteLine($"newer    {migration}");
        foreach (var problem in state.Unprotected) Console.WriteLine($"open     {problem}");
        foreach (var advice in state.Advice) Console.WriteLine($"advice   {advice}");
        Console.WriteLine(state switch
        {
            { IsCurrent: false } => "The schema does not match this portal.",
            { Unprotected.Count: > 0 } => "The database does not protect audit entries from changes. 'audit verify' shows whether any were changed; 'db migrate' restores the triggers.",
            _ => "The schema is up to date.",
        });
        return state is { IsCurrent: true, Unprotected.Count: 0 } ? ExitCode.Success : ExitCode.SchemaBehind;
    }

    private static async Task<int> MigrateAsync(DatabaseInitializer initializer, CancellationToken cancellationToken)
    {
        var state = await initializer.MigrateAsync(cancellationToken);
        if (state.Unprotected.Count > 0)
        {
            foreach (var problem in state.Unprotected) Console.WriteLine($"restored {problem}");
            state = await initializer.ProtectAsync(cancellationToken);
        }

        Console.WriteLine($"The schema is up to date: {state.Applied[^1]}.");
        return ExitCode.Success;
    }
}
