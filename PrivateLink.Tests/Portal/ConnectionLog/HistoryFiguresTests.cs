using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Portal.ConnectionLog.Filters;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

/// <summary>The figures of the history equal those of its rows for every query. If something is not counted, they say so.</summary>
public abstract class HistoryFiguresTests : IAsyncLifetime
{
    private const int Everything = 1_000;

    private static readonly Guid Megacorp = Guid.Parse("01900000-0000-7000-8000-0000000000aa");
    private static readonly Caller[] Callers = [Caller.Company("ada"), Caller.Tenant("mia", Megacorp)];

    private readonly ConnectionHistory _history;
    private readonly HistoryCharts _charts;

    protected HistoryFiguresTests(TestDatabase database)
    {
        Database = database;
        var sights = new LinkSights(database, database.Time);
        _history = new(database, sights, database.Time);
        _charts = new(database, sights, new(database.Time), database.Time);
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TestDatabase Database { get; }

    protected DateTimeOffset Now => Database.Time.GetUtcNow();

    /// <summary>Full hours with parts of hours on both sides, minutes, hours up to now, everything, and less than an hour.</summary>
    private (DateTimeOffset? From, DateTimeOffset? To)[] Spans =>
        [(Now.AddMinutes(-1_570), Now.AddMinutes(-25)), (Now.AddMinutes(-130), Now.AddMinutes(-25)), (Now.AddHours(-24), null), (null, null), (Now.AddMinutes(-31), Now.AddMinutes(-4))];

    public ValueTask InitializeAsync() => Database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task ReadAsync_OfEveryField_CountsWhatTheRowsAre()
    {
        await StoreAsync(Entries());
        foreach (var field in FilterField.All.Append(FilterField.AnyText))
            foreach (var condition in ConditionsOn(field))
                foreach (var (from, to) in Spans.Take(condition.Values[0] == "*" ? 5 : 2))
                    foreach (var caller in Callers)
                    {
                        Assert.Equal(HistoryLimits.None, (await ExpectRowsAsync(caller, new(new(condition), from, to))).Limits);
                        await ExpectRowsAsync(caller, new(new(condition with { IsNegated = true }), from, to));
                    }
    }

    [Fact]
    public async Task ReadAsync_OfAnyFilter_CountsWhatTheRowsAre()
    {
        await StoreAsync(Entries());
        foreach (var (filter, index) in FilterGen.Filter.Array[80].Single().Select((filter, index) => (filter, index)))
        {
            var (from, to) = Spans[index % Spans.Length];
            await ExpectRowsAsync(Callers[index % 2], new(filter, from, to));
        }
    }

    /// <summary>With very many links at a time, roll-ups keep only their total. A query for one of them has no exact answer.</summary>
    [Theory]
    [InlineData("link:*", true)]
    [InlineData("-link:*", true)]
    [InlineData("listener:aws", true)]
    [InlineData("link:553665985", false)]
    [InlineData("-link:vpce-*", false)]
    [InlineData("link:*5 outcome:allowed", false)]
    public async Task ReadAsync_WhereLinksWereAddedUpTogether_CountsWhatThereIsAtTheLeast(string text, bool isExact)
    {
        await StoreAsync(Entries(), rollUp => rollUp.LinkId is null || rollUp.Cloud == CloudProvider.Aws);
        var query = new HistoryQuery(FilterParser.Parse(text).Filter!, Now.AddHours(-24), Now.AddHours(-1));

        var sums = await _charts.ReadAsync(Callers[0], query, Cancel);
        var rows = (await _history.PageAsync(Callers[0], query, Everything, Cancel)).Entries.Count;

        Assert.Equal(isExact ? HistoryLimits.None : HistoryLimits.Links, sums.Limits);
        Assert.InRange(sums.Total, isExact ? rows : 0, rows);
    }

    [Fact]
    public async Task ReadAsync_WhereNotEveryConnectionHasARow_SaysAtLeast()
    {
        var entries = Entries();
        await StoreAsync(entries);
        var gap = RecordGap.Begin(entries[0].Decision);
        gap.Add(entries[0].Decision, sampled: true);
        await using (var context = Database.CreateDbContext())
        {
            context.Add(gap);
            await context.ConnectionRecords.Where(record => record.Id == entries[0].Decision.Id).ExecuteDeleteAsync(Cancel);
            await context.SaveChangesAsync(Cancel);
        }

        var hour = BarWidth.Floor(entries[0].Decision.Time, BarWidth.Hour);
        Assert.Equal(HistoryLimits.Gaps, (await _charts.ReadAsync(Callers[0], new(ConnectionFilter.Of(FilterField.Node, "test"), hour, hour.AddHours(1)), Cancel)).Limits);

        // The hour's totals also cover this connection.
        var sums = await _charts.ReadAsync(Callers[0], new(ConnectionFilter.Everything, hour, hour.AddHours(1)), Cancel);
        Assert.Equal((HistoryLimits.None, entries.LongCount(entry => BarWidth.Floor(entry.Decision.Time, BarWidth.Hour) == hour)), (sums.Limits, sums.Total));
    }

    /// <summary>Rows are stored before sums. On a disk that fills up in between, hours with rows would have an empty chart above them.</summary>
    [Fact]
    public async Task ReadAsync_WhereSumsAreNotWrittenYet_CountsTheRows()
    {
        var entries = Entries();
        await StoreAsync(entries);
        await using (var context = Database.CreateDbContext()) await context.HourlyRollUps.ExecuteDeleteAsync(Cancel);
        var counters = new RollUpCounters(Database.Time);
        counters.Take([.. entries.Select(entry => new DecisionEvent(entry.Decision))]);
        counters.NotWritten(counters.Dirty());
        var charts = new HistoryCharts(Database, new(Database, Database.Time), counters, Database.Time);

        foreach (var query in (HistoryQuery[])[new(ConnectionFilter.Everything, Now.AddHours(-24)), new(ConnectionFilter.Everything)])
            Assert.Equal(entries.Length, (await charts.ReadAsync(Callers[0], query, Cancel)).Total);
    }

    [Fact]
    public async Task ReadAsync_WhereRowsAreDeletedAlready_SaysAtLeast()
    {
        await StoreAsync(Entries());
        await using (var context = Database.CreateDbContext())
        {
            var old = ConnectionIds.FloorOf(Now.AddMinutes(-100));
            await context.ConnectionRecords.Where(record => record.Id < old).ExecuteDeleteAsync(Cancel);
        }

        Assert.Equal(HistoryLimits.Deleted, (await _charts.ReadAsync(Callers[0], new(ConnectionFilter.Of(FilterField.Node, "test")), Cancel)).Limits);
        Assert.Equal(HistoryLimits.None, (await _charts.ReadAsync(Callers[0], new(ConnectionFilter.Of(FilterField.Node, "test"), Now.AddMinutes(-60)), Cancel)).Limits);
        Assert.Equal(HistoryLimits.None, (await _charts.ReadAsync(Callers[0], new(ConnectionFilter.Everything), Cancel)).Limits);
    }

    [Theory]
    [InlineData(15, "00:00:15", 61)]
    [InlineData(60, "00:01:00", 61)]
    [InlineData(360, "00:15:00", 25)]
    [InlineData(720, "00:15:00", 49)]
    [InlineData(1_440, "01:00:00", 25)]
    [InlineData(10_080, "03:00:00", 57)]
    [InlineData(43_200, "12:00:00", 61)]
    public async Task ReadAsync_OfASpan_HasRoundBarsBetweenItsOwnEnds(int minutes, string width, int most)
    {
        await StoreAsync(Entries());
        var (from, to) = (Now.AddMinutes(-minutes).AddSeconds(-7), Now.AddSeconds(-7));

        var sums = await _charts.ReadAsync(Callers[0], new(ConnectionFilter.Everything, from, to), Cancel);

        Assert.Equal((TimeSpan.Parse(width, CultureInfo.InvariantCulture), from, to), (sums.Width, sums.Bars[0].From, sums.Bars[^1].To));
        Assert.InRange(sums.Bars.Count, 1, most);
        Assert.All(sums.Bars.Zip(sums.Bars.Skip(1)), pair => Assert.Equal((pair.First.To, 0), (pair.Second.From, pair.Second.From.UtcTicks % sums.Width.Ticks)));
    }

    /// <summary>Connections of the last three hours.</summary>
    private ConnectionEntry[] Entries() => [.. FilterGen.Entry.Array[250].Single().DistinctBy(entry => entry.Decision.Id).Select((entry, index) =>
    {
        var time = Now.AddSeconds(-3 * 3_600).AddMilliseconds((index * 43_000L) + 1);
        var decision = entry.Decision with { Id = ConnectionIds.FloorOf(time) + index, Time = time };
        return new ConnectionEntry(index + 1, decision, entry.Closed is { } closed ? closed with { Decision = decision } : null);
    })];

    /// <param name="entries">The connections.</param>
    /// <param name="keepsLink">Which roll-ups keep their link; the others combine many links.</param>
    private async Task StoreAsync(ConnectionEntry[] entries, Func<HourlyRollUp, bool>? keepsLink = null)
    {
        var counters = new RollUpCounters(Database.Time);
        counters.Take([.. entries.Select(entry => new DecisionEvent(entry.Decision))]);
        counters.Take([.. entries.Where(entry => entry.Closed is not null).Select(entry => new DecisionEvent(entry.Decision, entry.Closed))]);
        await using var context = Database.CreateDbContext();
        context.AddRange(entries.Select(entry => RecordForm.Of(entry.Decision, entry.Closed)));
        context.AddRange(counters.Dirty().Rows.Select(rollUp => keepsLink?.Invoke(rollUp.Row) == false ? WithoutLink(rollUp.Row) : rollUp.Row));
        await context.SaveChangesAsync(Cancel);
    }

    private static HourlyRollUp WithoutLink(HourlyRollUp row) => new()
    {
        Id = row.Id,
        Hour = row.Hour,
        TenantId = row.TenantId,
        ResourceId = row.ResourceId,
        Listener = row.Listener,
        Cloud = row.Cloud,
        LinkId = HourlyRollUp.OtherLinks,
        Verdict = row.Verdict,
        Reason = row.Reason,
        Connections = row.Connections,
        Failed = row.Failed,
        BytesFromClient = row.BytesFromClient,
        BytesFromUpstream = row.BytesFromUpstream,
        Sources = row.Sources,
    };

    private async Task<HistorySums> ExpectRowsAsync(Caller caller, HistoryQuery query)
    {
        var rows = (await _history.PageAsync(caller, query, Everything, Cancel)).Entries;
        var sums = await _charts.ReadAsync(caller, query, Cancel);
        var what = $"{query.Filter} from {query.From:u} to {query.To:u} for {(caller.IsCompany ? "the company" : "a tenant")}";
        Assert.True(sums.Total == rows.Count, $"{what}: {sums.Total} counted, {rows.Count} rows.");
        Assert.True(sums.Reasons.Sum(sum => sum.Connections) == rows.Count, $"{what}: by reason {sums.Reasons.Sum(sum => sum.Connections)} counted, {rows.Count} rows.");
        foreach (var bar in sums.Bars)
            foreach (var outcome in Enum.GetValues<Outcome>())
            {
                var inside = rows.Count(row => row.Time >= bar.From && row.Time < bar.To && row.Outcome == outcome);
                Assert.True(bar.Of(outcome) == inside, $"{what}, bar {bar.From:u}: {bar.Of(outcome)} {outcome} counted, {inside} rows.");
            }

        foreach (var sum in sums.Links)
        {
            var has = rows.Count(row => row.LinkId?.ToString() == sum.LinkId);
            Assert.True(sum.Connections == has, $"{what}, link {sum.LinkId}: {sum.Connections} counted, {has} rows.");
        }

        return sums;
    }

    private static IEnumerable<FilterCondition> ConditionsOn(FilterField field)
    {
        string[] values = field.Name switch
        {
            "" => ["megacorp", "60718", "10.0"],
            "outcome" => ["failed", "denied", "*"],
            "verdict" => ["allowed", "a*", "*"],
            "reason" => ["link_*", "host_open", "*"],
            "host" => ["megacorp.my-saas.io", "*.my-saas.io", "*"],
            "sni" => ["*.IO", "*"],
            "link" => ["vpce-0a1b2c3d4e5f60718", "VPCE-*", "553665985", "*"],
            "cloud" => ["aws", "GCP", "*"],
            "client" => ["10.0.0.0/8", "2001:db8::7", "*"],
            "tenant" or "resource" => [Megacorp.ToString(), "*"],
            "listener" => ["AWS", "a*", "*"],
            "node" => ["test", "*"],
            "upstream" => ["Echo", "*"],
            "ending" => ["closed_*", "backend_refused", "*"],
            _ => [field.Example, "*"],
        };
        foreach (var value in values) yield return new(field, FilterRelation.Is, [value]);
        if (!field.IsOrdered) yield break;
        var bound = field == FilterField.Time ? "2026-03-01T10:40Z" : field.Example;
        foreach (var relation in Enum.GetValues<FilterRelation>().Where(relation => relation != FilterRelation.Is)) yield return new(field, relation, [bound]);
    }
}

public sealed class HistoryFiguresOnSqliteTests() : HistoryFiguresTests(new SqliteTestDatabase())
{
    /// <summary>A count is bounded. It reports how far it got, and its result is a lower limit.</summary>
    [Fact]
    public async Task ReadAsync_OfMoreRowsThanAnybodyWaitsFor_SaysDownToWhereItCounted()
    {
        const int Rows = 320_000;
        var newest = ConnectionIds.FloorOf(Now.AddMinutes(-1));
        await using (var context = Database.CreateDbContext())
        {
            context.Add(RecordForm.Of(TestDecision.Of(newest), closed: null));
            await context.SaveChangesAsync(Cancel);
            var names = context.Model.FindEntityType(typeof(ConnectionRecord))!.GetProperties().Select(property => property.Name).Where(name => name != "Id");
            var columns = string.Join(", ", names.Select(name => $"\"{name}\""));
            var millisecond = ConnectionIds.FloorOf(Now) - ConnectionIds.FloorOf(Now.AddMilliseconds(-1));
#pragma warning disable EF1002 // Nothing of it comes from outside.
            await context.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"""
                WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {Rows})
                INSERT INTO "ConnectionRecords" ("Id", {columns}) SELECT "Id" - (number * {millisecond}), {columns} FROM numbers, "ConnectionRecords" WHERE "Id" = {newest};
                """), Cancel);
#pragma warning restore EF1002
        }

        var charts = new HistoryCharts(Database, new(Database, Database.Time), new(Database.Time), Database.Time);
        var sums = await charts.ReadAsync(Caller.Company("ada"), new(ConnectionFilter.Of(FilterField.Node, "test"), Now.AddHours(-1)), Cancel);

        Assert.Equal(HistoryLimits.Rows, sums.Limits);
        Assert.InRange(sums.Total, RowCount.Budget, Rows - 1);
        Assert.Equal([(sums.From, Now.AddMinutes(-1).AddMilliseconds(1 - sums.Total))], sums.NotCounted);

        // Whole hours come from the hourly sums; the range ends inside an hour, whose rows are counted.
        var end = Now.AddSeconds(-30);
        var zoomed = await charts.ReadAsync(Caller.Company("ada"), new(ConnectionFilter.Everything, end.AddDays(-1), end), Cancel);

        Assert.Equal((HistoryLimits.Rows, BarWidth.Hour), (zoomed.Limits, zoomed.Width));
        Assert.InRange(zoomed.Bars[^1].Total, RowCount.Budget, Rows - 1);
        Assert.Equal([(BarWidth.Floor(end, BarWidth.Hour), Now.AddMinutes(-1).AddMilliseconds(1 - zoomed.Total))], zoomed.NotCounted);
    }
}

public sealed class HistoryFiguresOnSqlServerTests() : HistoryFiguresTests(new SqlServerTestDatabase());
