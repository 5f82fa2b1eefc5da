using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;

namespace PrivateLink.Benchmarks;

/// <summary>
/// The verb <c>store</c>: fills a SQLite database with generated connections and measures what users wait for: pages of the history, and exports.
/// </summary>
internal static class StoreCommand
{
    private const int PageSize = 100;
    private const int Rounds = 5;

    public static Command Create()
    {
        var rows = new Option<long>("--rows") { Description = "Connections in the database", DefaultValueFactory = static _ => 10_000_000 };
        var path = new Option<string>("--database") { Description = "The database file; created and filled if it does not exist", DefaultValueFactory = static _ => Path.Combine(Path.GetTempPath(), "privatelink-store.db") };
        var fill = new Option<bool>("--fill-only") { Description = "Only fill the database" };
        var write = new Option<int>("--write-seconds") { Description = "How long to measure writing", DefaultValueFactory = static _ => 15 };

        var command = new Command("store", "Measures the history on a large SQLite database.") { rows, path, fill, write };
        command.SetAction((parsed, cancellation) => RunAsync(
            new StoreDatabase(parsed.GetValue(path)!), parsed.GetValue(rows), parsed.GetValue(fill), TimeSpan.FromSeconds(parsed.GetValue(write)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(StoreDatabase database, long rows, bool fillOnly, TimeSpan writeFor, CancellationToken cancellation)
    {
        await database.FillAsync(rows, cancellation);
        if (fillOnly) return 0;

        var sights = new LinkSights(database, TimeProvider.System);
        var history = new ConnectionHistory(database, sights, TimeProvider.System);
        var company = Caller.Company("benchmark");
        var tenant = Caller.Tenant("benchmark", StoreDatabase.TenantOf(7));
        var newest = await NewestAsync(database, cancellation);
        Console.WriteLine("                                               median ms   worst ms   rows found");

        await PageAsync("default view: everything, last 24 hours", company, new(ConnectionFilter.Everything, newest.AddHours(-24)));
        await PageAsync("denials, last 24 hours", company, Query("verdict:denied", newest.AddHours(-24)));
        await PageAsync("a pattern of hosts, last 7 days", company, Query("host:*7.my-saas.io", newest.AddDays(-7)));
        await PageAsync("one link, everything", company, Query("link:vpce-00000000000000123", null));
        await PageAsync("one tenant's own page", tenant, new(ConnectionFilter.Everything));
        await PageAsync("one tenant's denials", tenant, Query("verdict:denied", null));
        await PageAsync("the middle, by its key", company, new(ConnectionFilter.Everything, Before: await MiddleAsync(database, cancellation)));
        await PageAsync("no match: stops at its budget", company, Query("host:no-such-host.example", null));
        await ExportAsync(database, sights, company, newest, cancellation);
        await StoreWriting.MeasureAsync(database, writeFor, cancellation);
        return 0;

        async Task PageAsync(string name, Caller caller, HistoryQuery query)
        {
            var times = new List<double>();
            var found = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                found = (await history.PageAsync(caller, query, PageSize, cancellation)).Entries.Count;
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-45} {times[Rounds / 2],10:F1} {times[^1],10:F1} {found,12}"));
        }
    }

    private static HistoryQuery Query(string filter, DateTimeOffset? from) => new(FilterParser.Parse(filter).Filter!, from);

    private static async Task ExportAsync(StoreDatabase database, LinkSights sights, Caller caller, DateTimeOffset newest, CancellationToken cancellation)
    {
        const int Rows = 200_000;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (written, started) = (0L, Stopwatch.GetTimestamp());
        try
        {
            await new ConnectionExports(database, sights).WriteAsync(caller, new(ConnectionFilter.Everything, To: newest), ExportFormat.Csv, Stream.Null, (rows, _) =>
            {
                written = rows;
                if (rows >= Rows) enough.Cancel();
            }, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Enough rows to tell the rate.
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"export as CSV: {written / Stopwatch.GetElapsedTime(started).TotalSeconds:F0} rows/s"));
    }

    private static async Task<DateTimeOffset> NewestAsync(StoreDatabase database, CancellationToken cancellation)
    {
        await using var context = database.CreateDbContext();
        return ConnectionIds.TimeOf(await context.ConnectionRecords.MaxAsync(record => record.Id, cancellation)).AddSeconds(1);
    }

    private static async Task<long> MiddleAsync(StoreDatabase database, CancellationToken cancellation)
    {
        await using var context = database.CreateDbContext();
        var (first, last) = (await context.ConnectionRecords.MinAsync(record => record.Id, cancellation), await context.ConnectionRecords.MaxAsync(record => record.Id, cancellation));
        return first + ((last - first) / 2);
    }
}
