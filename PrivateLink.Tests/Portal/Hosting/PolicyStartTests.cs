using System.Net;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

/// <summary>The portal's start with a policy on disk but without its database.</summary>
[Needs(Needs.Process)]
[UnsupportedOSPlatform("windows")]
public sealed class PolicyStartTests : IClassFixture<PolicyStartTests.Installation>, IDisposable
{
    private static readonly byte[] AccessDenied = [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x31];

    private readonly Installation _installation;
    private readonly DirectoryInfo _folder;

    public PolicyStartTests(Installation installation) => (_installation, _folder) = (installation, installation.Copy());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder.FullName, Installation.DatabaseName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_DatabaseGone_EnforcesWhatIsOnDiskUntilItIsBack()
    {
        File.Move(Database, Database + ".away");
        Directory.CreateDirectory(Database);
        await using var portal = await PortalProcess.StartInAsync(_folder);
        using var browser = new HttpClient { BaseAddress = portal.Url };

        var (proxy, ready) = await AskAsync(browser, "/readyz/proxy");
        Assert.Equal(HttpStatusCode.OK, proxy);
        Assert.StartsWith("Degraded: policy revision 2, 1 listeners; from disk, ", ready, StringComparison.Ordinal);
        var (pages, why) = await AskAsync(browser, "/readyz/portal");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, pages);
        Assert.Contains("the database does not answer", why, StringComparison.Ordinal);
        await AssertEnforcesAsync(portal);

        Directory.Delete(Database);
        File.Move(Database + ".away", Database);
        await Eventually.TrueAsync(() => AskAsync(browser, "/readyz/proxy").Result.Text == "Healthy: policy revision 2, 1 listeners\n");
        Assert.Equal((HttpStatusCode.OK, "Healthy: the database answers\n"), await AskAsync(browser, "/readyz/portal"));
    }

    /// <summary>An empty policy would close every host. That must not happen at the start, nor after minutes without the database.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_DatabaseFileVanishedOrEmptied_IsNeverReplacedByAnEmptyOne(bool emptied)
    {
        File.Delete(Database);
        if (emptied) await File.WriteAllBytesAsync(Database, [], Cancel);
        await using var portal = await PortalProcess.StartInAsync(_folder, HurriedPortal.Environment(factor: 15));
        using var browser = new HttpClient { BaseAddress = portal.Url };

        await AssertEnforcesAsync(portal);
        await Eventually.TrueAsync(async () => portal.Output.Split("does not create an empty database in its place").Length > 6 || (await AskAsync(browser, "/readyz/proxy")).Text.StartsWith("Healthy", StringComparison.Ordinal));

        await AssertEnforcesAsync(portal);
        Assert.StartsWith("Degraded: policy revision 2, 1 listeners; from disk", (await AskAsync(browser, "/readyz/proxy")).Text, StringComparison.Ordinal);
        Assert.Equal(emptied, File.Exists(Database));
        Assert.True(!emptied || new FileInfo(Database).Length == 0);
    }

    [Fact]
    public async Task Start_DatabaseHeldByAnotherProcess_EnforcesWhatIsOnDisk()
    {
        await using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        await other.OpenAsync(Cancel);
        await RunAsync(other, "PRAGMA locking_mode = EXCLUSIVE");
        await RunAsync(other, "BEGIN EXCLUSIVE");
        await using var portal = await PortalProcess.StartInAsync(_folder);
        using var browser = new HttpClient { BaseAddress = portal.Url };

        await AssertEnforcesAsync(portal);
        Assert.StartsWith("Degraded: policy revision 2", (await AskAsync(browser, "/readyz/proxy")).Text, StringComparison.Ordinal);

        await RunAsync(other, "COMMIT");
        await other.CloseAsync();
        await Eventually.TrueAsync(() => AskAsync(browser, "/readyz/proxy").Result.Text.StartsWith("Healthy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PolicyFolderOfARunningPortal_EndsWith2()
    {
        await using var portal = await PortalProcess.StartInAsync(_folder);

        var result = await PortalProcess.RunAsync(
            "--no-demo", $"--Database:Path={Database}", "--Portal:Url=http://127.0.0.1:0", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Policy:Folder", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseGoneAndPolicyUnreadable_SaysBothAndEndsWith3()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.FullName, "portal.policy"), "*.policy")) await File.WriteAllTextAsync(file, "torn", Cancel);
        File.Delete(Database);
        Directory.CreateDirectory(Database);

        var result = await PortalProcess.RunAsync(
            "--no-demo", $"--Database:Path={Database}", "--Portal:Url=http://127.0.0.1:0", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("could not be used", result.Error, StringComparison.Ordinal);
        Assert.Contains("it does not begin as a policy does", result.Error, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task AssertEnforcesAsync(PortalProcess portal)
    {
        var listener = portal.Listener("public");
        using var denied = await WireEnd.ConnectAsync(listener);
        await denied.SendAsync(ClientHelloBuilder.For("enforced.my-saas.io").ToBytes());
        Assert.Equal(AccessDenied, await denied.ReadExactlyAsync(AccessDenied.Length));

        using var allowed = await WireEnd.ConnectAsync(listener);
        await allowed.SendAsync(ClientHelloBuilder.For("open.my-saas.io").ToBytes());
        using var relayed = await _installation.AcceptAsync();
    }

    /// <summary>The files of a portal that ran and was stopped. Each test works on a copy.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        public const string DatabaseName = "portal.db";

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-policy-start-");
        private readonly CountingUpstream _upstream = new();

        public async ValueTask InitializeAsync()
        {
            await using var database = new SqliteTestDatabase();
            await database.CreateAsync();
            using var world = new PortalWorld(database, TimeProvider.System);
            world.Upstream.Addresses.Clear();
            world.Upstream.Addresses.Add(new() { Host = "127.0.0.1", Port = _upstream.Upstream.Addresses[0].Port });
            await world.SeedAsync();
            await world.CreateAsync(world.Draft("open.my-saas.io", ResourceMode.Open));
            await world.CreateAsync(world.Draft("enforced.my-saas.io", ResourceMode.Enforce));
            await using (var context = database.CreateDbContext()) await context.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", Cancel);
            File.Copy(database.Path, Path.Combine(_folder.FullName, DatabaseName));

            await using var portal = await PortalProcess.StartInAsync(_folder);
            Assert.Equal(0, await portal.TerminateAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await _upstream.DisposeAsync();
            _folder.Delete(recursive: true);
        }

        public DirectoryInfo Copy()
        {
            while (_upstream.TryTake() is { } left) left.Dispose();
            var copy = Directory.CreateTempSubdirectory("privatelink-policy-start-");
            foreach (var folder in _folder.GetDirectories("*", SearchOption.AllDirectories)) Directory.CreateDirectory(In(copy, folder), folder.UnixFileMode);
            foreach (var file in _folder.GetFiles("*", SearchOption.AllDirectories)) file.CopyTo(In(copy, file));
            return copy;
        }

        /// <summary>The next connection that the portal relayed.</summary>
        internal Task<WireEnd> AcceptAsync() => _upstream.AcceptAsync();

        private string In(DirectoryInfo copy, FileSystemInfo original) => Path.Combine(copy.FullName, Path.GetRelativePath(_folder.FullName, original.FullName));
    }
}
