using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support.Data;

/// <summary>A SQLite database that fails when and where a test wants it to.</summary>
internal sealed class UnreliableSqlite(SqliteTestDatabase database) : IDbContextFactory<PortalDbContext>
{
    public Fault Fault { get; set; }

    public PortalDbContext CreateDbContext() => new SqlitePortalDbContext(
        (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>()
            .UseSqlite(database.Options, contentRoot: "/").AddInterceptors(new Connections(this), new Transactions(this)).Options, database.Time);

    private void FailOn(Fault fault)
    {
        if (Fault == fault) throw new TimeoutException($"The database is away ({fault}).");
    }

    private sealed class Connections(UnreliableSqlite owner) : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            owner.FailOn(Fault.Opening);
            return ValueTask.FromResult(result);
        }
    }

    private sealed class Transactions(UnreliableSqlite owner) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            owner.FailOn(Fault.Committing);
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            owner.FailOn(Fault.Answering);
            return Task.CompletedTask;
        }
    }
}

internal enum Fault
{
    None,

    /// <summary>Opening a connection fails.</summary>
    Opening,

    /// <summary>The commit fails, and the transaction is lost.</summary>
    Committing,

    /// <summary>The transaction is committed, but the answer is lost.</summary>
    Answering,
}
