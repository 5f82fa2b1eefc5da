using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Succession;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Benchmarks;

/// <summary>Measures how many connections a second reach the database, at rising rates until allowed ones are sampled.</summary>
internal static class StoreWriting
{
    private static readonly int[] Rates = [5_000, 10_000, 20_000, 40_000, 80_000];

    public static async Task MeasureAsync(StoreDatabase database, TimeSpan duration, CancellationToken cancellation)
    {
        var ids = new ConnectionIds(TimeProvider.System, node: 1);
        foreach (var rate in Rates)
        {
            using var meters = new BenchMeters();
            var metrics = new RecordMetrics(meters);
            var unstored = new UnstoredRecords(metrics);
            using var journal = new RecordJournal(new JournalFolder(Path.Combine(Path.GetTempPath(), $"privatelink-bench-{Guid.NewGuid():N}")), ReportRun.Begin(), TimeProvider.System, NullLogger<RecordJournal>.Instance);
            var backlog = new RecordBacklog(Options.Create(new RecordsOptions()), unstored, metrics, journal, TimeProvider.System);
            using var writer = new RecordWriter(backlog, new RecordStore(database), metrics, new SuccessionState(takeOver: null), Options.Create(new EngineOptions { Node = "bench" }), TimeProvider.System, NullLogger<RecordWriter>.Instance);
            await writer.StartAsync(cancellation);

            var started = Stopwatch.GetTimestamp();
            var (sent, most) = (0L, 0);
            while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < duration)
            {
                var due = (long)(elapsed.TotalSeconds * rate);
                for (; sent < due; sent += Math.Min(1_000, due - sent))
                {
                    var events = Batch(ids, (int)Math.Min(1_000, due - sent));
                    journal.Append(events);
                    backlog.Take(events);
                }

                journal.Trim(long.MaxValue);
                most = Math.Max(most, backlog.Count);
                await Task.Delay(10, cancellation);
            }

            var stored = writer.Stored;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"offered {sent / duration.TotalSeconds,8:F0}/s: stored {stored / duration.TotalSeconds,8:F0}/s, waiting at most {most,7}, sampled out {unstored.Sampled,8}, lost {unstored.Lost}"));
            await writer.StopAsync(cancellation);
            if (unstored.Sampled > 0) return;
        }
    }

    private static List<DecisionEvent> Batch(ConnectionIds ids, int count)
    {
        var events = new List<DecisionEvent>(2 * count);
        for (var index = 0; index < count; index++)
        {
            var decision = Decision(ids.Next(), index);
            events.Add(new(decision));
            events.Add(new(decision, new ConnectionClosed(decision, CloseReason.ClosedClient, 600, 1_400, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4))));
        }

        return events;
    }

    private static ConnectionDecision Decision(long id, int index) => new()
    {
        Id = id,
        Time = DateTimeOffset.UtcNow,
        Node = "bench",
        Listener = "aws",
        Verdict = index % 8 == 0 ? Verdict.Denied : Verdict.Allowed,
        Reason = index % 8 == 0 ? Reason.LinkMismatch : Reason.LinkMatched,
        Peer = NetworkAddress.From(new IPEndPoint(IPAddress.Loopback, 40_000)),
        Source = NetworkAddress.From(new IPEndPoint(IPAddress.Loopback, 1_024 + index)),
        LinkKind = LinkIdentityKind.One,
        LinkId = LinkId.Azure((uint)index),
        LinkTlv = "ee000501c1450021",
        ServerName = "customer7.my-saas.io",
        Host = "customer7.my-saas.io",
        Alpn = "h2,http/1.1",
        TlsVersions = "TLS 1.3,TLS 1.2",
        PolicyRevision = 7,
        TenantId = StoreDatabase.TenantOf(7),
        ResourceId = StoreDatabase.TenantOf(7),
        Upstream = "echo",
    };
}
