using System.CommandLine;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Hosting;

namespace PrivateLink.Portal.Commands;

/// <summary><c>db check</c> and <c>db migrate</c>: the schema, without starting anything.</summary>
internal static class DatabaseCommand
{
    public static Command Create()
    {
        var database = new Command("db", "Looks after the database's schema.");
        database.Subcommands.Add(Verb("check", "Says whether the schema fits this portal (exit code 1 when not); changes nothing.", CheckAsync));
        database.Subcommands.Add(Verb("migrate", "Brings the schema up to date; creates the database when there is none.", MigrateAsync));
        return database;
    }

    private static Command Verb(string name, string description, Func<DatabaseInitializer, CancellationToken, Task<int>> action)
    {
        var verb = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction((parsed, cancellationToken) =>
            PortalCommand.WithSettingsAsync(parsed, settings => RunAsync(settings, initializer => action(initializer, cancellationToken))));
        return verb;
    }

    private static async Task<int> RunAsync(string[] settings, Func<DatabaseInitializer, Task<int>> action)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddPortalData();
        await using var app = builder.Build();

        if (SettingsCheck.DatabaseProblems(app.Services) is { Count: > 0 } problems)
            return await PortalRun.FailAsync(ExitCode.Settings, [.. problems]);
        try
        {
            return await action(app.Services.GetRequiredService<DatabaseInitializer>());
        }
        catch (DatabaseNotReadyException exception)
        {
            return await PortalRun.FailAsync(ExitCode.Database, exception.Message);
        }
    }

    private static async Task<int> CheckAsync(DatabaseInitializer initializer, CancellationToken cancellationToken)
    {
        var state = await initializer.CheckAsync(cancellationToken);
        foreach (var migration in state.Pending) Console.WriteLine($"missing  {migration}");
        foreach (var migration in state.Unknown) Console.WriteLine($"newer    {migration}");
        Console.WriteLine(state.IsCurrent ? "The schema is up to date." : "The schema does not fit this portal.");
        return state.IsCurrent ? ExitCode.Success : ExitCode.SchemaBehind;
    }

    private static async Task<int> MigrateAsync(DatabaseInitializer initializer, CancellationToken cancellationToken)
    {
        var state = await initializer.MigrateAsync(cancellationToken);
        Console.WriteLine($"The schema is up to date: {state.Applied[^1]}.");
        return ExitCode.Success;
    }
}
