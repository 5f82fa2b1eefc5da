using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>
/// The portal is killed at random moments while edits are saved, and started again. <c>scripts/kill.sh</c> does it more often.
/// </summary>
[Needs(Needs.Process)]
public sealed class KillTests : IAsyncLifetime
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PRIVATELINK_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-kill-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string DatabasePath => Path.Combine(_folder.FullName, "portal.db");

    private string PolicyPath => Path.Combine(_folder.FullName, "portal.policy");

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        using var world = new PortalWorld(_database, _database.Time);
        await world.SeedAsync();

        // Revision r changes host r modulo the number of hosts.
        for (var revision = 1; revision <= SavingPortal.Hosts; revision++)
            await world.CreateAsync(world.Draft(SavingPortal.HostOf(revision % SavingPortal.Hosts), links: world.AwsDraft()));
        await using (var context = _database.CreateDbContext()) await context.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", Cancel);
        File.Copy(_database.Path, DatabasePath);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Kill_AtRandomMoments_NeverLosesWhatWasPromised()
    {
        var random = new Random(); // deliberately random; the message of a failure has the values
        for (var kill = 0; kill < Kills; kill++)
        {
            var promises = await LiveAndDieAsync(random.Next(1, 40));
            AssertOnDisk(promises[^1], $"kill {kill}");
        }

        await AssertEnforcesWithoutDatabaseAsync();
    }

    /// <returns>The revisions that the portal had reported as in force before the kill.</returns>
    private async Task<IReadOnlyList<long>> LiveAndDieAsync(int saves)
    {
        await using var portal = await PortalProcess.StartInAsync(_folder, SavingPortal.Environment);
        await Eventually.TrueAsync(() => SavingPortal.PromisesIn(portal.Output).Count >= saves);
        await portal.KillAsync();
        return SavingPortal.PromisesIn(portal.Output);
    }

    private void AssertOnDisk(long promised, string when)
    {
        using var archive = new PolicyArchive(PolicyPath);
        var policy = archive.Open().Snapshot;

        Assert.NotNull(policy);
        Assert.True(policy.Revision >= promised, $"{when}: revision {policy.Revision} is on disk, {promised} was promised.");
        for (var host = 0; host < SavingPortal.Hosts; host++)
            Assert.Equal((when, policy.Revision, SavingPortal.ModeAt(host, policy.Revision)), (when, policy.Revision, policy.Find(SavingPortal.HostOf(host))!.Mode));
    }

    private async Task AssertEnforcesWithoutDatabaseAsync()
    {
        long revision;
        using (var archive = new PolicyArchive(PolicyPath)) revision = archive.Open().Snapshot!.Revision;
        foreach (var file in _folder.GetFiles("portal.db*")) file.Delete();
        Directory.CreateDirectory(DatabasePath);

        await using var portal = await PortalProcess.StartInAsync(_folder, environment: null);
        using var browser = new HttpClient { BaseAddress = portal.Url };
        Assert.StartsWith($"Degraded: policy revision {revision}, 1 listeners; from disk", await browser.GetStringAsync("/readyz/proxy", Cancel), StringComparison.Ordinal);
    }
}
