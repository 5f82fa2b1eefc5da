using System.Globalization;
using System.Text;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public abstract class ConnectionHistoryTests : IAsyncLifetime
{
    private static readonly Caller Company = Caller.Company("ada");
    private static readonly Guid Megacorp = Guid.NewGuid();

    private readonly TestDatabase _database;
    private readonly ConnectionHistory _history;
    private readonly HistoryCharts _charts;
    private readonly ConnectionExports _exports;

    protected ConnectionHistoryTests(TestDatabase database)
    {
        _database = database;
        var sights = new LinkSights(database, TimeProvider.System);
        _history = new(database, sights, database.Time);
        _charts = new(database, sights, new(database.Time), database.Time);
        _exports = new(database, sights);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("")]
    [InlineData("verdict:denied")]
    [InlineData("host:*.my-saas.io")]
    public async Task PageAsync_PageAfterPage_ShowsEveryConnectionOnceNewestFirst(string text)
    {
        await StoreAsync(250);
        var filter = FilterParser.Parse(text).Filter!;

        var seen = new List<long>();
        for (long? before = null; ;)
        {
            var page = await _history.PageAsync(Company, new(filter, Before: before), 40, Cancel);
            seen.AddRange(page.Entries.Select(entry => entry.Id));
            if (page.Next is null) break;
            before = page.Next;
        }

        var wanted = Enumerable.Range(0, 250).Where(index => text != "verdict:denied" || index % 5 == 0).Select(IdOf).OrderDescending();
        Assert.Equal(wanted, seen);
    }

    [Fact]
    public async Task PageAsync_SpanOfTime_IsHalfOpen()
    {
        await StoreAsync(10);

        var page = await _history.PageAsync(Company, new(ConnectionFilter.Everything, TimeOf(3), TimeOf(6)), 40, Cancel);

        Assert.Equal([IdOf(5), IdOf(4), IdOf(3)], page.Entries.Select(entry => entry.Id));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task PageAsync_ForATenant_ShowsItsOwnWithoutStrangersLinks()
    {
        await StoreAsync(10);

        var page = await _history.PageAsync(Caller.Tenant("mia", Megacorp), new(ConnectionFilter.Everything), 40, Cancel);

        Assert.Equal(5, page.Entries.Count);
        Assert.All(page.Entries, entry => Assert.Equal(Megacorp, entry.TenantId));
        Assert.Contains(page.Entries, entry => entry.HiddenLink is not null);
        Assert.DoesNotContain(page.Entries, entry => entry is { Reason: Reason.LinkMismatch, LinkId: not null });
    }

    [Fact]
    public async Task PageAsync_Gap_StandsWithItsCountsForTheCompanyOnly()
    {
        await StoreAsync(3);
        var gap = RecordGap.Begin(TestDecision.Of(1) with { Time = TimeOf(1) });
        gap.Add(TestDecision.Of(1) with { Time = TimeOf(1) }, sampled: false);
        gap.Add(TestDecision.Of(2) with { Time = TimeOf(2) }, sampled: true);
        await using (var context = _database.CreateDbContext())
        {
            context.Add(gap);
            await context.SaveChangesAsync(Cancel);
        }

        var company = Assert.Single((await _history.PageAsync(Company, new(ConnectionFilter.Everything), 40, Cancel)).Gaps);
        var tenant = Assert.Single((await _history.PageAsync(Caller.Tenant("mia", Megacorp), new(ConnectionFilter.Everything), 40, Cancel)).Gaps);

        Assert.Equal((1L, 1L), (company.Sampled, company.Lost));
        Assert.Equal((null, null), (tenant.Sampled, tenant.Lost));
        Assert.Equal((TimeOf(1), TimeOf(2)), (company.From, company.To));
    }

    [Fact]
    public async Task ReadAsync_RollUps_AddsUpWhatTheFilterAsksFor()
    {
        var hour = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        await using (var context = _database.CreateDbContext())
        {
            context.AddRange(RollUp(hour, Verdict.Denied, 5), RollUp(hour, Verdict.Denied, 2), RollUp(hour.AddHours(1), Verdict.Allowed, 40), RollUp(hour.AddHours(-48), Verdict.Allowed, 1_000));
            await context.SaveChangesAsync(Cancel);
        }

        var (from, to) = (new DateTimeOffset(hour), new DateTimeOffset(hour.AddHours(2)));
        var sums = await _charts.ReadAsync(Company, new(ConnectionFilter.Everything, from, to), Cancel);
        var denied = await _charts.ReadAsync(Company, new(FilterParser.Parse("verdict:denied").Filter!, from, to), Cancel);

        Assert.Equal(47, sums.Total);
        Assert.Equal([(7L, 0L), (0L, 40L)], sums.Bars.Select(bar => (bar.Of(Outcome.Denied), bar.Of(Outcome.Allowed))));
        Assert.Equal((TestPolicy.AwsLink.ToString(), 47L), (Assert.Single(sums.Links).LinkId, sums.Links[0].Connections));
        Assert.Equal(7L, denied.Total);
        Assert.Equal(0, (await _charts.ReadAsync(Caller.Tenant("eve", Guid.NewGuid()), new(ConnectionFilter.Everything), Cancel)).Total);
    }

    [Theory]
    [InlineData("", 40, 3, 7, 2)]
    [InlineData("outcome:failed", null, 3, null, null)]
    [InlineData("outcome:allowed", 40, null, null, null)]
    [InlineData("-outcome:failed", 40, null, 7, 2)]
    [InlineData("outcome:failed,denied", null, 3, 7, null)]
    [InlineData("outcome:failed verdict:audited", null, 1, null, null)]
    [InlineData("verdict:allowed", 40, 2, null, null)]
    public async Task ReadAsync_OfOutcomes_TellsWhatFailedFromWhatDidNot(string filter, int? allowed, int? failed, int? denied, int? audited)
    {
        var hour = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        await using (var context = _database.CreateDbContext())
        {
            // A second row counts half of the failures, added after the hour of the first row was over.
            context.AddRange(RollUp(hour, Verdict.Allowed, 42, failed: 1), RollUp(hour, Verdict.Allowed, 0, failed: 1), RollUp(hour, Verdict.Audited, 3, failed: 1), RollUp(hour, Verdict.Denied, 7));
            await context.SaveChangesAsync(Cancel);
        }

        var sums = await _charts.ReadAsync(Company, new(FilterParser.Parse(filter).Filter!, To: new DateTimeOffset(hour.AddHours(1))), Cancel);

        Assert.Equal(
            ((long?)allowed, (long?)failed, (long?)denied, (long?)audited),
            (CountOf(Outcome.Allowed), CountOf(Outcome.Failed), CountOf(Outcome.Denied), CountOf(Outcome.Audited)));
        Assert.False(sums.IsAtLeast);
        Assert.Equal(sums.Total, sums.Reasons.Sum(reason => reason.Connections));
        Assert.Equal(sums.Total, Assert.Single(sums.Links).Connections);

        long? CountOf(Outcome outcome) => sums.Bars.Sum(bar => bar.Of(outcome)) is > 0 and var count ? count : null;
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Ndjson)]
    public async Task WriteAsync_ManyConnections_WritesEachOnceAndTellsHowFarItIs(ExportFormat format)
    {
        const int Connections = 4_500;
        await StoreAsync(Connections);
        using var file = new MemoryStream();
        var told = new List<long>();

        await _exports.WriteAsync(Company, new(ConnectionFilter.Everything), format, file, (rows, _) => told.Add(rows), Cancel);

        var lines = Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([2_000, 4_000, 4_500], told);
        Assert.Equal(Connections + (format == ExportFormat.Csv ? 1 : 0), lines.Length);
        Assert.Contains(IdOf(Connections - 1).ToString(CultureInfo.InvariantCulture), lines[format == ExportFormat.Csv ? 1 : 0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_StopsAfterTheBatch()
    {
        await StoreAsync(4_500);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _exports.WriteAsync(Company, new(ConnectionFilter.Everything), ExportFormat.Csv, Stream.Null, (_, _) => cancel.Cancel(), cancel.Token));
    }

    private static DateTimeOffset TimeOf(int index) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(index);

    private static long IdOf(int index) => ConnectionIds.FloorOf(TimeOf(index)) + (index % 7);

    private static HourlyRollUp RollUp(DateTime hour, Verdict verdict, long connections, long failed = 0) => new()
    {
        Id = Guid.CreateVersion7(),
        Hour = hour,
        Listener = "aws",
        Cloud = CloudProvider.Aws,
        LinkId = TestPolicy.AwsLink.ToString(),
        Verdict = verdict,
        Reason = verdict == Verdict.Allowed ? Reason.LinkMatched : Reason.LinkMismatch,
        Connections = connections,
        Failed = failed,
        BytesFromClient = 0,
        BytesFromUpstream = 0,
        Sources = "",
    };

    private async Task StoreAsync(int count)
    {
        await using var context = _database.CreateDbContext();
        context.AddRange(Enumerable.Range(0, count).Select(index =>
        {
            var decision = TestDecision.Of(IdOf(index), index % 5 == 0 ? Verdict.Denied : Verdict.Allowed, index % 2 == 0 ? Megacorp : null) with
            {
                Time = TimeOf(index),
                LinkId = TestPolicy.AwsLink,
                LinkKind = LinkIdentityKind.One,
            };
            return RecordForm.Of(decision, TestDecision.Closed(decision));
        }));
        await context.SaveChangesAsync(Cancel);
    }
}

public sealed class ConnectionHistoryOnSqliteTests() : ConnectionHistoryTests(new SqliteTestDatabase());

public sealed class ConnectionHistoryOnSqlServerTests() : ConnectionHistoryTests(new SqlServerTestDatabase());
