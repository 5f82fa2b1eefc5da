using System.Data;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

/// <summary>The store's commands for SQL Server, checked by Microsoft's parser without a server. Bulk copies are not commands and need a server.</summary>
public sealed class SqlServerCommandTests : IDisposable
{
    private readonly SqlServerStandIn _server = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConnectionLogWorld _world;

    public SqlServerCommandTests()
    {
        _world = new ConnectionLogWorld(_server, _time);
        foreach (var column in typeof(ConnectionRecord).GetProperties().Concat(typeof(LinkObservation).GetProperties())
                     .Concat(typeof(ResourceObservation).GetProperties()).Concat(typeof(ClaimObservation).GetProperties()).Concat(typeof(HourlyRollUp).GetProperties()))
            _server.Answers[column.Name] = "";
        foreach (var table in (string[])["LinkObservations", "LinkSightings", "ClaimObservations"]) _server.Answers.NothingFor($"FROM [{table}]");
        _server.Answers.NothingFor("[c].[Node]");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Digest_IsUnderstood()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var (column, value) in ((string, object)[])
            [
                ("Id", Guid.NewGuid()), ("IsBefore", false), ("Verdict", 1), ("Connections", 1L), ("Before", 1L), ("Bytes", 1L), ("Failed", 0L), ("Reason", 1), ("Sources", "10.0.1.0/24=1"),
                ("Host", "megacorp.my-saas.io"), ("Cloud", 1), ("LinkId", PortalWorld.AwsLink), ("FirstSeen", now), ("Matched", now), ("Hour", now), ("Time", now),
            ])
            _server.Answers[column] = value;
        foreach (var count in (string[])["Allowed", "Denied", "Audited", "Probes", "Sampled"]) _server.Answers[count] = 1L;
        (_server.Answers["From"], _server.Answers["To"], _server.Answers["Node"]) = (now, now, "node");
        var digests = new DailyDigests(_server, _world.Sights, new RollUpCounters(_time), _time);

        Assert.NotNull(await digests.ReadAsync(Caller.Company("ada"), digests.Yesterday, Cancel));
        Assert.NotNull(await digests.ReadAsync(Caller.Tenant("mia", Guid.NewGuid()), digests.Yesterday, Cancel));

        AssertSent("FROM [HourlyRollUps]", "FROM [LinkObservations]", "FROM [LinkSightings]", "FROM [RecordGaps]", "FROM [AuditEntries]");
    }

    [Fact]
    public async Task Endings_AndAGap_AreUnderstood()
    {
        var endings = Enumerable.Range(1, 600).Select(id => RecordForm.Of(TestDecision.Of(id), TestDecision.Closed(TestDecision.Of(id))));

        await new RecordStore(_server).WriteAsync(new RecordBatch { Inserts = [], Endings = [.. endings], Gap = RecordGap.Begin(TestDecision.Of(1)) }, Cancel);

        AssertSent("UPDATE [ConnectionRecords] SET [State] = @p0, [CloseReason] = @p1", "INSERT INTO [RecordGaps]");
        Assert.Equal(600, _server.Commands.Sum(command => command.Split("UPDATE [ConnectionRecords]").Length - 1));
    }

    /// <summary>A few rows are inserted without a bulk copy, with a limited number of different commands.</summary>
    [Fact]
    public async Task Inserts_OfFewRows_AreUnderstoodAndOfFewForms()
    {
        foreach (var count in (int[])[1, 56, 137, SqlServerRecordTable.BulkFrom - 1])
            await new RecordStore(_server).WriteAsync(
                new RecordBatch { Inserts = [.. Enumerable.Range(1, count).Select(id => RecordForm.Of(TestDecision.Complete(id), closed: null))], Endings = [] }, Cancel);

        AssertSent("INSERT INTO [ConnectionRecords] ([Id], [Time]", "), (@p");
        Assert.InRange(_server.Commands.Distinct().Count(), 2, 7);
    }

    [Fact]
    public async Task Endings_OfAnyNumber_AreOfFewForms()
    {
        foreach (var count in (int[])[1, 251, 600, 699])
            await new RecordStore(_server).WriteAsync(
                new RecordBatch { Inserts = [], Endings = [.. Enumerable.Range(1, count).Select(id => RecordForm.Of(TestDecision.Of(id), TestDecision.Closed(TestDecision.Of(id))))] }, Cancel);

        Assert.InRange(_server.Commands.Distinct().Count(), 2, 9);
    }

    /// <summary>A parameter without a size takes its value's size, and each size creates another query plan.</summary>
    [Fact]
    public void Parameters_OfText_HaveTheSizeOfTheirColumn()
    {
        var record = RecordForm.Of(TestDecision.Complete(1), TestDecision.CompleteClosed(TestDecision.Complete(1)));

        Assert.All(RecordColumn.All.Where(column => column.Type == typeof(string)), column => Assert.Equal(column.Length, column.Parameter("@p", record).Size));
        Assert.Equal(SqlDbType.VarChar, RecordColumn.All.Single(column => column.Name == "LinkTlv").Parameter("@p", record).SqlDbType);
    }

    [Fact]
    public async Task InterruptAsync_IsUnderstood()
    {
        await new RecordStore(_server).InterruptAsync("test", _time.GetUtcNow().UtcDateTime, new TakenOverRows(_time.GetUtcNow().UtcDateTime, IsSecondLane: true), Cancel);

        AssertSent("[State] = 1 AND");
    }

    [Fact]
    public async Task StoredConnections_AreUnderstood()
    {
        _server.Answers.NothingFor("FROM [PrivateEndpoints]");
        var stored = new StoredConnections(_server, new LinkSights(_server, _time));

        await stored.FindAsync(Caller.Company("ada"), 1, Cancel);
        await stored.FindAsync(Caller.Tenant("mia", Guid.NewGuid()), 1, Cancel);

        AssertSent("SELECT TOP(1)", "[TenantId] = @");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("outcome:failed -outcome:allowed outcome:denied,failed", true)]
    [InlineData("link:vpce-*,553665985 -link:* -cloud:aws listener:a* tenant:* -resource:* -reason:link_*", true)]
    [InlineData("verdict:denied,audited -reason:link_* host:*.my-saas.io,a.example sni:*x* listener:aws node:n* upstream:*", false)]
    [InlineData("link:vpce-0a1b2c3d4e5f60718,vpce-* cloud:aws client:10.0.0.0/8,10.1.2.3 ending:closed_* tenant:* resource:*", false)]
    [InlineData("bytes>=1M duration<5s revision:7,8 time>=2026-03-01 -\"some text\" 100%_[", false)]
    public async Task History_WithEveryFormOfFilter_IsUnderstood(string filter, bool isSummed)
    {
        foreach (var column in typeof(RecordGap).GetProperties()) _server.Answers[column.Name] = "";
        foreach (var sum in (string[])["Failed", "Others", "Connections", "Bar"]) _server.Answers[sum] = 0L;
        _server.Answers["CreatedAt"] = _time.GetUtcNow().UtcDateTime;
        _server.Answers["Id"] = 7L;
        foreach (var text in (string[])["OFFSET", "FROM [RecordGaps]", "GROUP BY", "FROM [PrivateEndpoints]", "FROM [Resources]"]) _server.Answers.NothingFor(text);
        var sights = new LinkSights(_server, _time);
        var query = new HistoryQuery(FilterParser.Parse(filter).Filter!, _time.GetUtcNow().AddDays(-1), _time.GetUtcNow(), Before: long.MaxValue);

        foreach (var caller in (Caller[])[Caller.Company("ada"), Caller.Tenant("mia", Guid.NewGuid())])
        {
            await new ConnectionHistory(_server, sights, _time).PageAsync(caller, query, 100, Cancel);
            await new HistoryCharts(_server, sights, new(_time), _time).ReadAsync(caller, query, Cancel);
        }

        AssertSent("FROM [ConnectionRecords]", "FROM [RecordGaps]", isSummed ? "FROM [HourlyRollUps]" : "[Bar]", "GROUP BY");
    }

    [Fact]
    public async Task Retention_IsUnderstood()
    {
        _server.Answers["Time"] = _time.GetUtcNow().UtcDateTime;
        _server.Answers["Value"] = 0L;

        Assert.True(await _world.Retention.TryAsync(last: false, Cancel), _world.Retention.Error);

        AssertSent("FROM [ConnectionRecords] AS [c]", "SELECT TOP(@", "FROM [HourlyRollUps]", "FROM [RecordGaps]", "FROM [sys].[partitions]");
        Assert.DoesNotContain(_server.Commands, command => command.Contains("COUNT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retention_OfTooManyRows_IsUnderstood()
    {
        _server.Answers["Time"] = _time.GetUtcNow().UtcDateTime;
        _server.Answers["Value"] = long.MaxValue;
        _server.Answers["Id"] = 7L;

        Assert.True(await _world.Retention.TryAsync(last: false, Cancel), _world.Retention.Error);

        AssertSent("COUNT_BIG");
    }

    [Fact]
    public async Task Observations_AreUnderstood()
    {
        _world.Links.Take(
        [
            new(Decision(Reason.LinkMatched) with { ResourceId = Guid.NewGuid(), TenantId = Guid.NewGuid() }),
            new(Decision(Reason.ClaimObserved)),
        ]);
        var observations = new LinkObservations(_server);

        Assert.True(await _world.ObservationWriter.TryAsync(last: false, Cancel), _world.ObservationWriter.Error);
        await observations.UnclaimedAsync(PortalWorld.Company, 10, Cancel);

        AssertSent("MERGE INTO [LinkObservations] WITH (HOLDLOCK)", "MERGE INTO [LinkSightings]", "MERGE INTO [ClaimObservations]", "[there].[Connections] + [new].[Connections]", "DELETE FROM", "UPDATE [s]", "NOT EXISTS");
    }

    [Fact]
    public async Task RollUps_AreUnderstood()
    {
        _server.Answers.NothingFor("FROM [HourlyRollUps]");
        for (var round = 0; round < 2; round++)
        {
            _world.RollUps.Take([new DecisionEvent(Decision(Reason.LinkMatched))]);
            Assert.True(await _world.RollUpWriter.TryAsync(last: false, Cancel), _world.RollUpWriter.Error);
        }

        AssertSent("INSERT INTO [HourlyRollUps]", "UPDATE [HourlyRollUps]");
    }

    private static ConnectionDecision Decision(Reason reason) => TestDecision.Of(1) with { LinkId = TestPolicy.AwsLink, Reason = reason };

    private void AssertSent(params string[] texts) => Assert.All(texts, text => Assert.Contains(_server.Commands, command => command.Contains(text, StringComparison.Ordinal)));
}
