using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>The database's schema and sizes. It reads no row, except the moments of the service.</summary>
internal sealed class DatabaseFacts(
    DatabaseInitializer initializer, IDbContextFactory<PortalDbContext> contexts, IOptions<DatabaseOptions> options, IHostEnvironment host)
{
    /// <exception cref="DatabaseNotReadyException">The database is away.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var (state, text) = (await initializer.CheckAsync(cancellationToken), new StringBuilder());
        text.Append(CultureInfo.InvariantCulture, $"provider   {options.Value.Provider}\n");
        foreach (var file in FilesOf(DatabaseConnection.SqliteFile(options.Value, host.ContentRootPath)))
            text.Append(CultureInfo.InvariantCulture, $"file       {file.FullName}, {file.Length} bytes\n");
        text.Append(CultureInfo.InvariantCulture, $"schema     {(state.Applied is [.., var last] ? last : "none")}, {(state.IsCurrent ? "up to date" : "does not match this program")}\n");
        foreach (var migration in state.Pending) text.Append(CultureInfo.InvariantCulture, $"missing    {migration}\n");
        foreach (var migration in state.Unknown) text.Append(CultureInfo.InvariantCulture, $"newer      {migration}\n");
        foreach (var problem in state.Unprotected) text.Append(CultureInfo.InvariantCulture, $"open       {problem}\n");
        foreach (var advice in state.Advice) text.Append(CultureInfo.InvariantCulture, $"advice     {advice}\n");
        if (state.IsCurrent) await AddTablesAsync(text, cancellationToken);
        return text.ToString();
    }

    /// <summary>The latest moments of all processes.</summary>
    public async Task<string> MomentsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return MomentList.Of(await context.ServiceMoments.AsNoTracking().OrderByDescending(moment => moment.Time).Take(MomentList.Most).ToListAsync(cancellationToken));
    }

    private async Task AddTablesAsync(StringBuilder text, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sizes = await TableSizes.OfAsync(context, cancellationToken);
        text.Append(CultureInfo.InvariantCulture, $"\n{"table",-24} {(context.Database.IsSqlite() ? "highest row" : "rows"),14} {"bytes",14}\n");
        foreach (var table in sizes.OrderBy(static table => table.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{table.Name,-24} {table.Rows,14} {table.Bytes?.ToString(CultureInfo.InvariantCulture) ?? "-",14}\n");
    }

    private static IEnumerable<FileInfo> FilesOf(string? database) =>
        database is null ? [] : ((string[])[database, database + "-wal", database + "-shm"]).Select(static path => new FileInfo(path)).Where(static file => file.Exists);
}
