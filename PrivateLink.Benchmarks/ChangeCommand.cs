using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Benchmarks;

/// <summary>
/// The verb <c>change</c>: measures the time from a save to the policy in force. It uses a SQLite file with many links, the portal's own services and
/// its policy on disk. It also measures the first read, a complete read, and the start from disk.
/// </summary>
internal static class ChangeCommand
{
    private static readonly Caller Person = Caller.Company("bench");

    public static Command Create()
    {
        var hosts = new Option<int>("--hosts") { Description = "How many hosts there are", DefaultValueFactory = static _ => 1_000_000 };
        var links = new Option<int>("--links-per-host") { Description = "How many links each lists", DefaultValueFactory = static _ => 1 };
        var changes = new Option<int>("--changes") { Description = "How many saves are timed", DefaultValueFactory = static _ => 500 };
        var command = new Command("change", "Times changes from save to force in a temporary folder.") { hosts, links, changes };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(hosts), parsed.GetValue(links), parsed.GetValue(changes), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int hosts, int linksPerHost, int changes, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("privatelink-bench-");
        try
        {
            var contexts = new BenchDatabase(Path.Combine(folder.FullName, "portal.db"));
            var ids = await TimedAsync($"{hosts} hosts x {linksPerHost} links written", () => contexts.FillAsync(hosts, linksPerHost, cancellation));
            await MeasureAsync(contexts, new PolicyFolder(Path.Combine(folder.FullName, "portal.policy")), ids, changes, cancellation);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(BenchDatabase contexts, PolicyFolder folder, IReadOnlyList<Guid> ids, int changes, CancellationToken cancellation)
    {
        using (var portal = new Portal(contexts, folder))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await TimedAsync("read, compiled, on disk, in force", () => portal.Publisher.RefreshAsync(cancellation));
            Console.WriteLine($"  the policy holds {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:F0} MB, all files {folder.Size() / 1e6:F0} MB");
            await TimedAsync("read whole and compared, nothing new", () => portal.Publisher.RefreshAsync(cancellation));

            await portal.Upkeep.StartAsync(cancellation);
            Report("one change, saved and in force", await ChangeAsync(portal, ids, changes));
            await portal.Upkeep.StopAsync(cancellation);
            await TimedAsync("folded and written whole, in the background", () => portal.Publisher.WriteWholeAsync(cancellation));
        }

        using var again = new Portal(contexts, folder);
        await TimedAsync("in force from disk at start", () => again.Publisher.RecoverAsync(cancellation));
    }

    private static async Task<List<TimeSpan>> ChangeAsync(Portal portal, IReadOnlyList<Guid> ids, int changes)
    {
        List<TimeSpan> times = [];
        for (var change = 0; change < changes; change++)
        {
            var detail = (await portal.Resources.FindAsync(Person, ids[Random.Shared.Next(ids.Count)]))!;
            detail.Draft.Mode = detail.Draft.Mode == ResourceMode.Enforce ? ResourceMode.Monitor : ResourceMode.Enforce;
            detail.Draft.Reason = "a benchmark";
            var start = Stopwatch.GetTimestamp();
            var result = await portal.Resources.UpdateAsync(Person, detail.Id, detail.Version, detail.Draft);
            times.Add(Stopwatch.GetElapsedTime(start));
            if (result is not SaveResult.Saved { Enforcement: Enforcement.InForce }) throw new InvalidOperationException($"Not in force: {result}");
        }

        return times;
    }

    private static async Task<T> TimedAsync<T>(string what, Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await work();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s"));
        return result;
    }

    private static Task<bool> TimedAsync(string what, Func<Task> work) => TimedAsync(what, async () =>
    {
        await work();
        return true;
    });

    private static void Report(string what, List<TimeSpan> times)
    {
        times.Sort();
        double At(double share) => times[Math.Min(times.Count - 1, (int)(times.Count * share))].TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: p50 {At(0.5):F1} ms, p90 {At(0.9):F1} ms, p99 {At(0.99):F1} ms, longest {times[^1].TotalMilliseconds:F1} ms of {times.Count}"));
    }

    private static long Size(this PolicyFolder folder) => new DirectoryInfo(folder.Path).GetFiles().Sum(file => file.Length);

    /// <summary>The portal's services between a saved form and the policy in force.</summary>
    private sealed class Portal : IDisposable
    {
        private readonly PolicyKeeper _keeper;
        private readonly TrustedClock _clock;

        public Portal(IDbContextFactory<PortalDbContext> contexts, PolicyFolder folder)
        {
            var edits = new AnnouncedEdits();
            _keeper = new PolicyKeeper(folder, NullLogger<PolicyKeeper>.Instance);
            Publisher = new PolicyPublisher(
                new PolicyReader(contexts, NullLogger<PolicyReader>.Instance), new PolicyStore(), _keeper, edits, TimeProvider.System, NullLogger<PolicyPublisher>.Instance);
            Upkeep = new PolicyUpkeep(Publisher, Options.Create(new PolicyOptions()), TimeProvider.System, NullLogger<PolicyUpkeep>.Instance);
            var allowance = new EntryAllowance(Options.Create(new CeilingOptions()), TimeProvider.System);
            var writer = new ChangeWriter(
                contexts, Publisher, new KnownEnd(NullLogger<KnownEnd>.Instance), new RefusalTally(TimeProvider.System), allowance, TimeProvider.System, NullLogger<ChangeWriter>.Instance);
            _clock = new TrustedClock(contexts, TimeProvider.System, NullLogger<TrustedClock>.Instance);
            Resources = new ResourceService(contexts, writer, Options.Create(new CeilingOptions()), _clock, TimeProvider.System);
        }

        public PolicyPublisher Publisher { get; }

        public PolicyUpkeep Upkeep { get; }

        public ResourceService Resources { get; }

        public void Dispose()
        {
            Upkeep.Dispose();
            Publisher.Dispose();
            _keeper.Dispose();
            _clock.Dispose();
        }
    }
}
