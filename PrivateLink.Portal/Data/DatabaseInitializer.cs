using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Data;

/// <summary>Updates the schema at start, or explains why the portal cannot use it.</summary>
public sealed partial class DatabaseInitializer(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseTrace trace, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<DatabaseInitializer> logger)
{
    private static readonly TimeSpan MigrationDeadline = TimeSpan.FromMinutes(5);

    private volatile bool _hasBegun;

    /// <summary>Whether an older portal works on the database, so that migrations may only add to it.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether migrations have begun and not all of them are applied.</summary>
    public bool IsMigrating => _hasBegun;

    /// <summary>Migrates or checks, according to <c>Database:Migrate</c>.</summary>
    /// <exception cref="DatabaseNotReadyException">The database is away, or its schema does not match.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        var state = options.Value.MigratesAtStart ? await MigrateAsync(cancellationToken) : await CheckAsync(cancellationToken);
        if (state.Unknown.Count > 0)
            throw new SchemaMismatchException(
                $"The database belongs to a newer portal: it has migration {state.Unknown[^1]}, which this portal does not know. Start the newer portal, or restore a backup.");
        if (state.Preview is { } preview) throw new SchemaMismatchException(preview.Explanation);
        if (state.Pending.Count > 0)
            throw new SchemaMismatchException(
                $"The database's schema is behind by {state.Pending.Count} (next: {state.Pending[0]}). Run 'db migrate', or set Database:Migrate = Auto.");
    }

    /// <summary>Compares the schema with this portal and changes nothing.</summary>
    /// <exception cref="DatabaseNotReadyException">The database is away.</exception>
    public Task<SchemaState> CheckAsync(CancellationToken cancellationToken = default) => TranslateAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await StateOfAsync(context, cancellationToken) with { Advice = await DatabaseAdvice.OfAsync(context, cancellationToken) };
    });

    /// <summary>Applies the missing migrations. Creates the database if none exists and none ever existed.</summary>
    /// <exception cref="DatabaseNotReadyException">The database is away, it was lost, or a migration failed.</exception>
    public Task<SchemaState> MigrateAsync(CancellationToken cancellationToken = default) => TranslateAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var migrationLock = context.Database.IsSqlite()
            ? await SqliteMigrationLock.AcquireAsync(context, time, cancellationToken)
            : null;

        var state = await StateOfAsync(context, cancellationToken);
        if (state is { Preview: { } preview, Unknown.Count: 0 }) state = await TakeOverAsync(context, preview, cancellationToken);
        if (state.Pending.Count == 0) return state;
        if (state.Applied.Count == 0) await BeginAsync(context, cancellationToken);

        if (migrationLock is not null && await migrationLock.ClearStaleRowAsync(context, cancellationToken)) LogStaleLock();
        if (IsShared && AdditiveMigrations.ProblemOf(context, state.Pending) is { } problem)
            throw new SchemaMismatchException($"The running portal would not work with the new schema: {problem}. Stop it, and then start the new one.");
        LogMigrating(state.Pending.Count, state.Pending[^1]);
        _hasBegun = true;
        await ApplyAsync(context, cancellationToken);
        _hasBegun = false;
        return await StateOfAsync(context, cancellationToken);
    });

    private async Task<SchemaState> TakeOverAsync(PortalDbContext context, PreviewSchema preview, CancellationToken cancellationToken)
    {
        if (!preview.Fits) throw new DatabaseNotReadyException(preview.Explanation);
        await preview.AdoptAsync(context, cancellationToken);
        LogTakenOver();
        return await StateOfAsync(context, cancellationToken);
    }

    /// <summary>An empty database is a new installation only if no trace of an earlier database exists.</summary>
    private async Task BeginAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        if (trace.Location is { } made)
            throw new DatabaseNotReadyException(
                $"The database {NameOf(context)} does not exist or is empty, and {made} holds a policy that was built from it. The portal does not create an empty database in its place. "
                + "Restore the database. To start with an empty one, stop the portal and remove that folder first.");
        if (!context.Database.IsSqlite()) return;
        if (trace.LocationOfAnother(NameOf(context)) is { } another)
            throw new DatabaseNotReadyException(
                $"The database {NameOf(context)} does not exist or is empty, and {another} beside it holds the policy of a different database. Database:Path may be wrong, "
                + "and an empty database would close every host. To start with an empty database anyway, give it a separate folder.");
        await SqliteFile.CreateIfMissingAsync(context.Database.GetConnectionString()!, cancellationToken);
    }

    private static string NameOf(PortalDbContext context)
    {
        var connection = context.Database.GetDbConnection();
        return context.Database.IsSqlite() ? connection.DataSource : $"{connection.Database} on {connection.DataSource}";
    }

    /// <summary>Restores the triggers of the audit log. Only the hash chain shows what changed without them.</summary>
    /// <exception cref="DatabaseNotReadyException">The database is away.</exception>
    public Task<SchemaState> ProtectAsync(CancellationToken cancellationToken = default) => TranslateAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await AppendOnlyTriggers.RestoreAsync(context, cancellationToken);
        return await StateOfAsync(context, cancellationToken);
    });

    private async Task ApplyAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(MigrationDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        // Migrating a large table takes longer than any daily command. So does waiting for another process that migrates.
        context.Database.SetCommandTimeout(MigrationDeadline);
        try
        {
            await context.Database.MigrateAsync(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new DatabaseNotReadyException(
                $"The migration did not finish within {MigrationDeadline.TotalMinutes:0} minutes. Another process may have locked the database.");
        }
    }

    private static async Task<SchemaState> StateOfAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var preview = PreviewSchema.Of(context, known, applied);
        var state = new SchemaState(applied, [.. known.Except(applied)], [.. applied.Except(known).Except(preview?.Migrations ?? [])]) { Preview = preview };
        return state.IsCurrent ? state with { Unprotected = await AppendOnlyTriggers.FindProblemsAsync(context, cancellationToken) } : state;
    }

    private async Task<SchemaState> TranslateAsync(Func<Task<SchemaState>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || DatabaseErrors.IsDatabaseFault(exception))
        {
            var key = options.Value.ConnectionString is null ? "Database:Path" : "Database:ConnectionString";
            throw new DatabaseNotReadyException($"{DatabaseErrors.Explain(exception)} Check {key}, and that this user may use it.", exception);
        }
    }

    [LoggerMessage(2030, LogLevel.Information, "Applying {Count} migrations, up to {Last}")]
    private partial void LogMigrating(int count, string last);

    [LoggerMessage(2031, LogLevel.Warning, "Removed the migration lock of a process that was killed during a migration")]
    private partial void LogStaleLock();

    [LoggerMessage(2032, LogLevel.Information, "Took over the database of a preview: its tables are unchanged, and its list of migrations was replaced")]
    private partial void LogTakenOver();
}
