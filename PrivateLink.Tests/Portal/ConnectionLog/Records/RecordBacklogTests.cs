using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

public sealed class RecordBacklogTests : IDisposable
{
    private const int Capacity = 1_000;

    private static readonly RecordOutcome AllStored = new(new HashSet<long>(), []);

    private readonly FakeTimeProvider _time = new();
    private readonly ConnectionLogWorld _world;
    private long _lastId;

    public RecordBacklogTests() => _world = new(new SqliteTestDatabase(), _time, new RecordsOptions { Backlog = Capacity });

    private RecordBacklog Backlog => _world.Backlog;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Next_WithNothingToWrite_IsNothing() => Assert.Null(Backlog.Next(10));

    [Fact]
    public void Next_OfMoreThanItsSize_ComesInBatches()
    {
        End(25, Verdict.Allowed);

        Assert.Equal([10, 10, 5], Batches(10).Select(batch => batch.Inserts.Count + batch.Endings.Count));
    }

    [Fact]
    public void Next_BeforeTheLastIsWritten_IsAFault()
    {
        End(2, Verdict.Allowed);
        Assert.NotNull(Backlog.Next(1));

        Assert.Throws<InvalidOperationException>(() => Backlog.Next(1));
    }

    [Fact]
    public void Connection_ThatEndsWhileItIsWrittenAsOpen_IsEndedAfterwards()
    {
        var decision = Open(Verdict.Allowed);
        _time.Advance(RecordBacklog.StoreOpenAfter);
        var batch = Backlog.Next(10)!;
        Assert.Equal(RecordState.Open, Assert.Single(batch.Inserts).State);

        Close(decision);
        Backlog.Written(batch, AllStored);

        var ending = Backlog.Next(10)!;
        Assert.Empty(ending.Inserts);
        Assert.Equal((decision.Id, RecordState.Ended), (Assert.Single(ending.Endings).Id, ending.Endings[0].State));
    }

    [Fact]
    public void Connection_ThatEndsWhileItWaitsAsOpen_IsInsertedWithItsEnding()
    {
        End(10, Verdict.Denied);
        var decision = Open(Verdict.Allowed);
        _time.Advance(RecordBacklog.StoreOpenAfter);
        var first = Backlog.Next(5)!;
        Close(decision);
        Backlog.Written(first, AllStored);

        var rows = Batches(5).SelectMany(batch => batch.Inserts).ToList();

        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.Equal(RecordState.Ended, row.State));
    }

    [Fact]
    public void Shortage_UntilHalf_KeepsEverything()
    {
        End(Capacity / 2, Verdict.Allowed);

        Assert.Equal((500, 0, 0), (Backlog.Count, _world.Unstored.Sampled, _world.Unstored.Lost));
    }

    [Fact]
    public void Shortage_FromHalf_SamplesWhatWasAllowed()
    {
        End(Capacity / 2, Verdict.Denied);

        End(100, Verdict.Allowed);
        Assert.Equal((510, 90), (Backlog.Count, _world.Unstored.Sampled));

        End(100, Verdict.None);
        Assert.Equal((520, 180), (Backlog.Count, _world.Unstored.Sampled));

        End(100, Verdict.Audited);
        Assert.Equal((620, 180), (Backlog.Count, _world.Unstored.Sampled));
    }

    [Fact]
    public void Shortage_FromThreeQuarters_LeavesTheRestToDenials()
    {
        End(Capacity / 4 * 3, Verdict.Denied);

        End(100, Verdict.Allowed);
        End(200, Verdict.Denied);

        Assert.Equal((950, 100, 0), (Backlog.Count, _world.Unstored.Sampled, _world.Unstored.Lost));
    }

    [Fact]
    public void Shortage_Full_CountsWhatItCannotTake()
    {
        End(Capacity, Verdict.Denied);
        var from = _time.GetUtcNow().UtcDateTime;
        End(3, Verdict.Denied);
        _time.Advance(TimeSpan.FromSeconds(1));
        End(2, Verdict.Allowed);
        End(1, Verdict.Audited);
        End(4, Verdict.None);

        var gap = _world.Unstored.Take()!;
        Assert.Equal((3, 2, 1, 4), (gap.Denied, gap.Allowed, gap.Audited, gap.Probes));
        Assert.Equal((10, 10, 0), (gap.Total, gap.Lost, gap.Sampled));
        Assert.Equal((from, from.AddSeconds(1)), (gap.From, gap.To));
        Assert.Equal("test", gap.Node);
    }

    [Fact]
    public void Shortage_OfAnyLength_AddsUp()
    {
        var decided = 0;
        var rows = 0L;
        var missing = 0L;
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var count = random.Next(200);
            decided += count;
            End(count, (Verdict)random.Next(4));
            if (round % 3 != 0 || Backlog.Next(random.Next(1, 400)) is not { } batch) continue;
            rows += batch.Inserts.Count;
            missing += batch.Gap?.Total ?? 0;
            Backlog.Written(batch, AllStored);
        }

        foreach (var batch in Batches(1_000))
        {
            rows += batch.Inserts.Count;
            missing += batch.Gap?.Total ?? 0;
        }

        Assert.True(_world.Unstored.Sampled > 0 && _world.Unstored.Lost > 0);
        Assert.Equal(decided, rows + missing);
        Assert.Equal(missing, _world.Unstored.Sampled + _world.Unstored.Lost);
    }

    [Fact]
    public void Shortage_OpenConnections_AreLeftOutLikeOthersAndNeverEnded()
    {
        End(Capacity, Verdict.Denied);
        var decision = Open(Verdict.Allowed);
        _time.Advance(RecordBacklog.StoreOpenAfter);

        var rows = Batches(1_000).Sum(batch => batch.Inserts.Count + batch.Endings.Count);
        Close(decision);

        Assert.Equal(Capacity, rows);
        Assert.Equal(1, _world.Unstored.Lost);
        Assert.Null(Backlog.Next(10));
    }

    [Fact]
    public void Gap_WhileTheShortageLasts_IsWrittenNowAndThen()
    {
        End(Capacity + 10, Verdict.Denied);
        Assert.Null(NextWritten(10).Gap);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, NextWritten(10).Gap!.Total);
        Assert.Null(NextWritten(10).Gap);
    }

    [Fact]
    public void Gap_WhenTheShortageIsOver_IsWrittenAtOnce()
    {
        End(Capacity + 10, Verdict.Denied);
        NextWritten(600);

        Assert.Equal(10, NextWritten(10).Gap!.Total);
    }

    [Fact]
    public void Metrics_TellWhatWaitsAndWhatIsMissing()
    {
        using var missing = new MetricCollector<long>(_world.Meters, RecordMetrics.MeterName, "privatelink.records.not_stored");
        using var waiting = new MetricCollector<long>(_world.Meters, RecordMetrics.MeterName, "privatelink.records.waiting");

        End(Capacity + 1, Verdict.Denied);
        End(1, Verdict.Allowed);
        NextWritten(100);

        Assert.Equal(
            [("denied", "backlog_full"), ("allowed", "backlog_full")],
            missing.GetMeasurementSnapshot().Select(measurement => ((string)measurement.Tags["verdict"]!, (string)measurement.Tags["cause"]!)));
        Assert.Equal(Capacity - 100, waiting.GetMeasurementSnapshot().Sum(measurement => measurement.Value));
    }

    private ConnectionDecision Open(Verdict verdict)
    {
        var decision = TestDecision.Of(++_lastId, verdict) with { Time = _time.GetUtcNow() };
        Backlog.Take([new DecisionEvent(decision)]);
        return decision;
    }

    private void Close(ConnectionDecision decision) => Backlog.Take([new DecisionEvent(decision, TestDecision.Closed(decision))]);

    private void End(int count, Verdict verdict)
    {
        for (var index = 0; index < count; index++) Close(Open(verdict));
    }

    private RecordBatch NextWritten(int size)
    {
        var batch = Backlog.Next(size)!;
        Backlog.Written(batch, AllStored);
        return batch;
    }

    private IEnumerable<RecordBatch> Batches(int size)
    {
        while (Backlog.Next(size) is { } batch)
        {
            Backlog.Written(batch, AllStored);
            yield return batch;
        }
    }
}
