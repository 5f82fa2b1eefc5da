using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support.Data;

/// <summary>
/// A SQLite database that acts like one on an unreliable network. Everything that may be retried fails at its first attempt, and a transaction at its
/// commit. It has SQL Server's rules for transactions with retries enabled.
/// </summary>
public sealed class RetryingSqliteDatabase : TestDatabase
{
    private static readonly AsyncLocal<bool> IsFirstAttempt = new();

    private readonly SqliteTestDatabase _database = new();

    public override FakeTimeProvider Time => _database.Time;

    public override ValueTask CreateAsync() => _database.CreateAsync();

    public override PortalDbContext CreateDbContext() => new SqlitePortalDbContext(
        (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>()
            .UseSqlite(_database.Options, contentRoot: "/")
            .UseSqlite(sqlite => sqlite.ExecutionStrategy(dependencies => new FailsFirst(dependencies)))
            .AddInterceptors(new FailingCommits(), new FailingQueries())
            .Options, _database.Time);

    public override ValueTask DisposeAsync() => _database.DisposeAsync();

    private static void FailAtFirst()
    {
        if (IsFirstAttempt.Value) throw new FirstAttemptException();
    }

    private sealed class FirstAttemptException() : DbException("The first attempt fails.");

    private sealed class FailsFirst(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, TimeSpan.Zero)
    {
        protected override void OnFirstExecution()
        {
            IsFirstAttempt.Value = true;
            base.OnFirstExecution();
        }

        protected override void OnRetry()
        {
            IsFirstAttempt.Value = false;
            base.OnRetry();
        }

        protected override TimeSpan? GetNextDelay(Exception lastException) => base.GetNextDelay(lastException) is null ? null : TimeSpan.Zero;

        protected override bool ShouldRetryOn(Exception exception) => exception is FirstAttemptException;
    }

    private sealed class FailingCommits : DbTransactionInterceptor
    {
        public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
        {
            FailAtFirst();
            return result;
        }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            FailAtFirst();
            return ValueTask.FromResult(result);
        }
    }

    private sealed class FailingQueries : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.Transaction is null) FailAtFirst();
            return ValueTask.FromResult(result);
        }
    }
}
