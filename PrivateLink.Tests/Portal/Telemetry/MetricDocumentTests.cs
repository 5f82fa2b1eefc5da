using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Marks;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Telemetry;

/// <summary>The table of metrics in docs/operations.md is made from the instruments of a portal, and their values are those of its state.</summary>
public sealed class MetricDocumentTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    private const string Head = "| Metric | In Prometheus | Unit | Attributes | Means | Act |";

    /// <summary>What the instrument cannot say: its attributes, and when somebody must act. Dashboards and alerts use these names, so none may change.</summary>
    private static readonly Dictionary<string, (string Attributes, string Act)> Rows = new()
    {
        ["privatelink.accept.queue.duration"] = ("", "above 0.1 s: the event loops are busy or blocked; look at `privatelink.loop.busy.time`. Epoll transport only"),
        ["privatelink.background.failing"] = ("", "above 0 for minutes: log line 1007 says what and why"),
        ["privatelink.certificate.remaining"] = ("use: `portal`, `key_ring`", "below 14 days: replace the certificate, then `upgrade`"),
        ["privatelink.clienthello.parse_errors"] = ("listener, reason", "a rise: a client, or a scanner, sends no TLS"),
        ["privatelink.connection.duration"] = ("listener, reason", ""),
        ["privatelink.connections.active"] = ("listener", ""),
        ["privatelink.connections.limit"] = ("", "compare with `privatelink.connections.open`"),
        ["privatelink.connections.open"] = ("", "above 80 % of the limit: [Ceilings](#ceilings-enginelimits)"),
        ["privatelink.connections.undecided"] = ("", "thousands: silent clients; look at their sources"),
        ["privatelink.database.available"] = ("operation: `read`, `write`, `records`", "0: [Backups and outages](#backups-and-outages)"),
        ["privatelink.database.check.duration"] = ("operation, result", "above 1 s: the database is slow; saves are too"),
        ["privatelink.decisions"] = ("listener, verdict, reason", "a rise of one reason: [reasons.md](reasons.md)"),
        ["privatelink.descriptors.limit"] = ("", "below 32,768: raise `LimitNOFILE`"),
        ["privatelink.descriptors.usage"] = ("", "above 80 % of the limit: [Ceilings](#ceilings-enginelimits)"),
        ["privatelink.disk.free"] = ("folder: `policy`, `records`, `database`", "below 1 GB, or full within a day: free space"),
        ["privatelink.disk.reserve"] = ("", "0: the disk is full; free space before the reserve is used up"),
        ["privatelink.duty.held"] = ("", "no process with 1 for minutes: a take-over hangs; `now` says which processes there are"),
        ["privatelink.http.connections.limit"] = ("", "compare with `privatelink.http.connections.open`"),
        ["privatelink.http.connections.open"] = ("", "at the limit: log line 2322; see [Ceilings](#ceilings-enginelimits)"),
        ["privatelink.listener.health_check.age"] = ("listener", "above ten intervals of the balancer's checks: it no longer asks, so it sends no clients"),
        ["privatelink.listeners.bound"] = ("", "fewer than configured: `/readyz/proxy` says which"),
        ["privatelink.loop.busy.time"] = ("loop", "a rate above 0.8: the loop is the bottleneck; add processors or nodes"),
        ["privatelink.loops.down"] = ("", "above 0: log line 1006; restart if it stays"),
        ["privatelink.marks.not_stored"] = ("", ""),
        ["privatelink.pages.open"] = ("", ""),
        ["privatelink.policy.age"] = ("", "above 60 s: changes do not arrive; [The database](#the-database)"),
        ["privatelink.policy.held_back"] = ("", "above 0: confirm them on the page *Policy*, or put the database right"),
        ["privatelink.policy.in_doubt"] = ("", "1: it was replaced or restored; see the page *Policy*"),
        ["privatelink.policy.not_on_disk"] = ("", "1: a restart without the database would enforce an older one; check the disk"),
        ["privatelink.policy.pending"] = ("", "1 for minutes: log line 2001 says why"),
        ["privatelink.policy.revision"] = ("", "differs between engines of one database: the lower one does not follow"),
        ["privatelink.ports.not_accepting"] = ("", "above 0: log line 1010; descriptors are missing"),
        ["privatelink.pp2.parse_errors"] = ("listener, reason", "a rise: PROXY protocol is off at the target group, or another device is in between"),
        ["privatelink.records.backlog"] = ("", "above half of its limit: the database is too slow; sampling has begun"),
        ["privatelink.records.backlog.age"] = ("", "above 60 s: nothing is stored; log line 2062"),
        ["privatelink.records.backlog.limit"] = ("", "compare with `privatelink.records.backlog`"),
        ["privatelink.records.deleted"] = ("", ""),
        ["privatelink.records.dropped"] = ("", "any: log line 1303; report it"),
        ["privatelink.records.lost"] = ("", "any: the evidence has a gap; log line 2043 says when"),
        ["privatelink.records.not_stored"] = ("verdict, cause", "see `privatelink.records.lost`"),
        ["privatelink.records.sampled"] = ("", "a rise: the database is slower than the traffic"),
        ["privatelink.records.stored"] = ("", ""),
        ["privatelink.records.waiting"] = ("", "as `privatelink.records.backlog`; absent until the first record"),
        ["privatelink.records.write.duration"] = ("result", "above 1 s: the database is slow"),
        ["privatelink.relay.io"] = ("listener, direction", ""),
        ["privatelink.upstream.addresses"] = ("state: `up`, `down`", "`down` above 0: the page *Upstreams* says which and since when"),
        ["privatelink.upstream.connect.duration"] = ("listener", "a rise: the upstream or the network to it is slow"),
        ["privatelink.upstream.own_faults"] = ("fault: `ports`, `source_address`, `descriptors`, `memory`", "any: [Upstreams](#upstreams-engineupstreams)"),
    };

    private static string DocumentPath => Path.Combine(Repository.Root, "docs", "operations.md");

    /// <summary>Set PRIVATELINK_UPDATE_DOCS to write it.</summary>
    [Fact]
    public void Document_ComparedWithTheInstruments_SaysTheSame()
    {
        using var measured = Measure();
        Assert.Equal(measured.Instruments.Keys.Order(StringComparer.Ordinal), Rows.Keys.Order(StringComparer.Ordinal));

        var document = File.ReadAllText(DocumentPath);
        var begin = document.IndexOf(Head, StringComparison.Ordinal);
        Assert.True(begin >= 0, $"docs/operations.md has no table of metrics: {Head}");
        var end = document.IndexOf("\n\n", begin, StringComparison.Ordinal) + 1;
        var wanted = document[..begin] + Render(measured.Instruments.Values.OrderBy(instrument => instrument.Name, StringComparer.Ordinal)) + document[end..];
        if (Environment.GetEnvironmentVariable("PRIVATELINK_UPDATE_DOCS") is not null) File.WriteAllText(DocumentPath, wanted);

        Assert.Equal(wanted, File.ReadAllText(DocumentPath), ignoreLineEndingDifferences: true);
    }

    /// <summary>Units are of UCUM, and no unit stands in a name, as the OpenTelemetry conventions ask.</summary>
    [Fact]
    public void Instruments_OfThePortal_FollowTheConventions()
    {
        using var measured = Measure();

        Assert.All(measured.Instruments.Values, instrument =>
        {
            Assert.Matches(@"^privatelink(\.[a-z0-9_]+)+$", instrument.Name);
            Assert.Matches(@"^(s|By|\{[a-z]+\})$", instrument.Unit!);
            Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Values_OfAPortalThatRuns_AreThoseOfItsState()
    {
        await portal.Services.GetRequiredService<PolicyPublisher>().RefreshAsync(TestContext.Current.CancellationToken);
        using var measured = Measure();
        var values = measured.Read();

        Assert.Equal(1, values["privatelink.database.available operation=read"]);
        Assert.Equal(1, values["privatelink.database.available operation=write"]);
        Assert.Equal(1, values["privatelink.database.available operation=records"]);
        Assert.Equal(1, values["privatelink.duty.held"]);
        Assert.Equal(1, values["privatelink.listeners.bound"]);
        Assert.Equal(0, values["privatelink.policy.held_back"]);
        Assert.Equal(0, values["privatelink.policy.pending"]);
        Assert.Equal(0, values["privatelink.records.lost"]);
        Assert.Equal(100_000, values["privatelink.records.backlog.limit"]);
        Assert.Equal(1 << 20, values["privatelink.disk.reserve"]);
        Assert.True(values["privatelink.disk.free folder=policy"] > 0);
        Assert.True(values["privatelink.disk.free folder=database"] > 0);
        Assert.True(values["privatelink.policy.age"] >= 0);
        Assert.True(values["privatelink.policy.revision"] >= 0);
        Assert.True(values["privatelink.listener.health_check.age listener=public"] >= 0);
        Assert.True(values["privatelink.descriptors.limit"] >= values["privatelink.descriptors.usage"]);
        Assert.True(values["privatelink.loop.busy.time loop=0"] > 0);
    }

    private MeasuredPortal Measure()
    {
        // Those that count events are made when something first needs them.
        foreach (var late in new[] { typeof(RecordMetrics), typeof(DatabaseMetrics), typeof(ServiceMoments) }) portal.Services.GetRequiredService(late);
        return new MeasuredPortal(portal.Services.GetRequiredService<IMeterFactory>());
    }

    private static string Render(IEnumerable<Instrument> instruments)
    {
        var text = new StringBuilder($"{Head}\n|---|---|---|---|---|---|\n");
        foreach (var instrument in instruments)
        {
            var (attributes, act) = Rows[instrument.Name];
            text.Append(CultureInfo.InvariantCulture, $"| `{instrument.Name}` | `{PrometheusName.Of(instrument)}` | {instrument.Unit} | {attributes} | {instrument.Description![..^1]} | {act} |\n");
        }

        return text.ToString();
    }
}
