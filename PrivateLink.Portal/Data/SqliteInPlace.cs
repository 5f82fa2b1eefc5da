using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PrivateLink.Portal.Data;

/// <summary>Checks at each connection and each commit whether the open file is still at its path (<see cref="OpenedSqliteFile"/>).</summary>
internal sealed class SqliteInPlace : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    public static SqliteInPlace Instance { get; } = new();

    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        FileOf(connection)?.DemandOpenable();
        return result;
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionOpening(connection, eventData, result));

    public void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => FileOf(connection)?.Take(connection);

    public Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    public InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        DemandInPlace(transaction.Connection);
        return result;
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionCommitting(transaction, eventData, result));

    /// <summary>Does not acknowledge a commit to a file that was removed in the meantime.</summary>
    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => DemandInPlace(eventData.Context?.Database.GetDbConnection());

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => FileOf(command.Connection)?.Note(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        CommandFailed(command, eventData);
        return Task.CompletedTask;
    }

    /// <summary>If a command finds damage at a later row, EF does not report it as failed. It only logs it.</summary>
    public static void NoteReading(string connectionString, EventData failed)
    {
        if (failed is IErrorEventData { Exception: { } exception }) OpenedSqliteFile.Of(connectionString)?.Note(exception);
    }

    private static void DemandInPlace(DbConnection? connection) => FileOf(connection)?.DemandInPlace();

    private static OpenedSqliteFile? FileOf(DbConnection? connection) => connection is null ? null : OpenedSqliteFile.Of(connection.ConnectionString);
}
