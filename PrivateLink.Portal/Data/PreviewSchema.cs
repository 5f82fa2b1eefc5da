using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The schema that a preview created. The previews used fourteen migrations, and a released portal uses one. A database of the newest preview has the
/// same tables, so only its list of migrations is rewritten. Databases of older previews cannot be converted directly.
/// </summary>
/// <param name="Migrations">The preview migrations that the database has, oldest first.</param>
/// <param name="Newest">The last migration of the newest preview.</param>
public sealed record PreviewSchema(IReadOnlyList<string> Migrations, string Newest)
{
    private const int Count = 14;
    private const string NewestOnSqlite = "20261130060305_Heartbeats";
    private const string NewestOnSqlServer = "20261130060309_Heartbeats";

    /// <summary>Whether its tables are those of this portal.</summary>
    public bool Fits => Migrations.Count == Count && Migrations[^1] == Newest;

    /// <summary>What the check found, and what to do.</summary>
    public string Explanation => Fits
        ? "A preview of this portal created the database. Its tables match; only its list of migrations differs. Run 'db migrate', or set Database:Migrate = Auto."
        : $"A preview of this portal created the database, and its schema ends at {Migrations[^1]}. This portal can take over only databases of the newest preview, which end at {Newest}. "
          + "Start the newest preview with it once, then this portal. Or start with an empty database.";

    /// <summary>The migrations that come before this portal's first one. Null if there are none.</summary>
    internal static PreviewSchema? Of(PortalDbContext context, IReadOnlyList<string> known, IReadOnlyList<string> applied)
    {
        var earlier = applied.TakeWhile(migration => string.CompareOrdinal(migration, known[0]) < 0).ToList();
        return earlier.Count == 0 ? null : new(earlier, context.Database.IsSqlite() ? NewestOnSqlite : NewestOnSqlServer);
    }

    /// <summary>Replaces the preview's migrations with this portal's first one. If several processes try at once, only one does it.</summary>
    internal Task AdoptAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var history = context.GetService<IHistoryRepository>();
        var first = new HistoryRow(context.Database.GetMigrations().First(), ProductInfo.GetVersion());
        return context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var taken = 0;
            foreach (var migration in Migrations)
                taken += await context.Database.ExecuteSqlRawAsync(history.GetDeleteScript(migration), cancellationToken);
            if (taken > 0) await context.Database.ExecuteSqlRawAsync(history.GetInsertScript(first), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
    }
}
