using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Grouping;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Web;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// A measurement for <c>docs/performance.md</c>, not a test. It measures the time from a decision to its row on a real screen, with many decisions a
/// second and other views open. Runs only if PRIVATELINK_MEASURE gives the seconds.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public class LiveFigures(PortalInBrowser portal, ITestOutputHelper output)
{
    private const int Rate = 5_000;
    private const int OtherViews = 19;

    /// <summary>Time for the runtime to compile hot code.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("", "")]
    [InlineData("host:*.my-saas.io outcome:denied", "")]
    [InlineData("host:*.my-saas.io -reason:sni_*", "host,link,reason")]
    public async Task Decision_ToItsRowOnTheScreen_Takes(string filter, string group)
    {
        Assert.SkipUnless(double.TryParse(Environment.GetEnvironmentVariable("PRIVATELINK_MEASURE"), CultureInfo.InvariantCulture, out var seconds), "a measurement: PRIVATELINK_MEASURE is not set (docs/development.md)");
        using var folder = new TemporaryFolder();
        await using var app = Program.Build(
        [
            .. PortalProcess.DemonstrationAt(connectionsPerSecond: 1), $"--Database:Path={folder.File("portal.db")}", $"--Policy:Folder={folder.File("policy")}", "--Portal:Url=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning", $"--contentRoot={Repository.Portal}", "--applicationName=PrivateLink.Portal", "--environment=Development",
        ]);
        await app.Services.GetRequiredService<DatabaseInitializer>().PrepareAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        app.Services.GetRequiredService<PortalAddress>().Listens(url.ToString());
        await using var window = await portal.OpenAsync(visitor: Visitor.Stranger, at: url);
        var (_, signIn) = (await app.Services.GetRequiredService<DemoPeople>().LinksAsync(TestContext.Current.CancellationToken))[0];
        await window.Page.GotoAsync(signIn);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
        await window.Page.GotoAsync(new Uri(new Uri(signIn), GroupQuery.Add(ConnectionQuery.Href("/ops/connections", filter), GroupQuery.Read(group), GroupOrder.Last)).ToString());
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Connections" })).ToBeVisibleAsync();
        var log = app.Services.GetRequiredService<LiveConnections>();
        var views = Enumerable.Range(0, OtherViews).Select(_ => new LiveConnectionsView(log, Caller.Company("measure"))).ToList();
        foreach (var view in views)
        {
            view.Show(FilterParser.Parse(filter).Filter!);
            view.Group(GroupQuery.Read(group), GroupOrder.Last);
        }

        var subscriptions = views.ConvertAll(view => log.Subscribe(view.Refresh));

        var sink = app.Services.GetRequiredService<IDecisionSink>();
        var ids = new ConnectionIds(TimeProvider.System, 1);
        await FeedAsync(sink, ids, WarmUp, memory: []);
        await window.Page.EvaluateAsync(Watch);
        var memory = new List<double>();
        var (sent, used) = await UseAsync(() => FeedAsync(sink, ids, TimeSpan.FromSeconds(seconds), memory));
        var delays = await window.Page.EvaluateAsync<double[]>("window.measured.sort((a, b) => a - b)");
        foreach (var subscription in subscriptions) subscription.Dispose();
        await window.ScreenshotAsync("live-figures");
        await window.Page.CloseAsync();
        var (_, unseen) = await UseAsync(() => FeedAsync(sink, ids, WarmUp, memory: []));

        Assert.NotEmpty(delays);
        var lost = app.Services.GetRequiredService<DecisionChannel>().Dropped;
        var third = memory.Count / 3;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{filter}] {group}: {sent / seconds:F0} decisions/s, {lost} lost, {delays.Length} rows seen: p50 {At(delays, 0.5):F0} ms, p99 {At(delays, 0.99):F0} ms, worst {delays[^1]:F0} ms"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{used:P0} of one processor for the portal with {1 + OtherViews} views and records, and for what feeds it; {unseen:P0} without views"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"resident memory, mean of the middle third {memory.Skip(third).Take(third).Average():F0} MB, of the last {memory.Skip(2 * third).Average():F0} MB"));
        app.Lifetime.StopApplication();
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Records, for each new row and each group with a new last connection, the age of the decision when it appears in the document.</summary>
    private const string Watch = """
        (() => {
          window.measured = [];
          const seen = new Set();
          new MutationObserver(() => {
            const now = Date.now();
            for (const row of document.querySelectorAll("tr.row")) {
              const time = row.querySelector(".last time, .time time").dateTime;
              const id = `${row.querySelector("[data-row]").id} ${time}`;
              if (seen.has(id)) continue;
              seen.add(id);
              window.measured.push(now - Date.parse(time));
            }
          }).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
        })()
        """;

    /// <summary>Runs an action and returns how many processors this process used on average.</summary>
    private static async Task<(T Result, double Processors)> UseAsync<T>(Func<Task<T>> run)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = await run();
        return (result, (Environment.CpuUsage.TotalTime - before) / Stopwatch.GetElapsedTime(started));
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];

    /// <summary>Reports decisions at the given rate, and records the process's resident memory each second, in megabytes.</summary>
    private static async Task<long> FeedAsync(IDecisionSink sink, ConnectionIds ids, TimeSpan duration, List<double> memory)
    {
        var started = Stopwatch.GetTimestamp();
        var sent = 0L;
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < duration)
        {
            for (var due = (long)(elapsed.TotalSeconds * Rate); sent < due; sent++)
            {
                var decision = Decision(ids.Next(), (int)sent);
                sink.OnDecision(decision);
                sink.OnClosed(new(decision, CloseReason.ClosedClient, 600, 1_400, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4)));
            }

            if (memory.Count < (int)elapsed.TotalSeconds) memory.Add(Environment.WorkingSet / 1e6);
            await clock.WaitForNextTickAsync();
        }

        return sent;
    }

    private static ConnectionDecision Decision(long id, int index) => TestDecision.Of(id, index % 8 == 0 ? Verdict.Denied : Verdict.Allowed, Guid.Empty) with
    {
        Time = DateTimeOffset.UtcNow,
        LinkId = LinkId.Azure((uint)(index % 2_000)),
        LinkKind = LinkIdentityKind.One,
        Source = TestDecision.Address($"10.0.{index % 200}.{index % 250}"),
    };

    /// <summary>A temporary folder, deleted afterwards.</summary>
    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-live-");

        public string File(string name) => Path.Combine(_folder.FullName, name);

        public void Dispose()
        {
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }
}
