using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Succession;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Operations;

/// <summary>The unauthenticated readiness answer: everything that prevents serving connections or pages, and nothing about this machine.</summary>
public sealed class ReadinessTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-readiness-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Proxy_PolicyWithoutHosts_SaysThatEverythingIsDenied()
    {
        await using var portal = await StartAsync(_folder.FullName);

        Assert.Equal("Degraded: policy revision 0, 1 listeners; no host is protected yet, and every connection is denied\n", await AskAsync(portal, "/readyz/proxy"));
    }

    [Fact]
    public async Task Proxy_PolicyNotOnDisk_NamesNoFile()
    {
        var notAFolder = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(notAFolder, "", Cancel);
        await using var portal = await StartAsync(notAFolder);

        Assert.Equal("Degraded: policy revision 0, 1 listeners; the policy in force is not on disk\n", await AskAsync(portal, "/readyz/proxy"));
    }

    [Fact]
    public async Task Portal_AnotherEngineMakesTheSameIds_SaysSo()
    {
        await using var portal = await StartAsync(_folder.FullName);
        var theirs = TestDecision.Of(1) with { Node = "theirs", Time = DateTimeOffset.UtcNow };
        await using (var context = _database.CreateDbContext())
        {
            context.ConnectionRecords.Add(RecordForm.Of(theirs, TestDecision.Closed(theirs)));
            await context.SaveChangesAsync(Cancel);
        }

        var ours = TestDecision.Of(1) with { Node = "ours", Time = DateTimeOffset.UtcNow };
        portal.Services.GetRequiredService<RecordBacklog>().Take([new(ours), new(ours, TestDecision.Closed(ours))]);

        var answer = "";
        await Eventually.TrueAsync(async () => (answer = await AskAsync(portal, "/readyz/portal")) is not "Healthy: the database answers\n");
        Assert.StartsWith("Degraded: another engine has the same Engine:NodeNumber", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portal_LastUpgradeFailed_SaysSoWithoutTheCause()
    {
        await using var portal = await StartAsync(_folder.FullName);
        portal.Services.GetRequiredService<SuccessionState>().Failed(new(DateTimeOffset.UtcNow, "ada", "2.0.0", "a secret cause"));

        Assert.Equal("Degraded: the last upgrade failed, and the old process goes on; see the log\n", await AskAsync(portal, "/readyz/portal"));
    }

    private async Task<WebApplication> StartAsync(string policyFolder)
    {
        var portal = Program.Build(
        [
            "--Portal:Url=http://127.0.0.1:0", $"--Database:Path={_database.Path}", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off",
            $"--Policy:Folder={policyFolder}", "--Demonstration:Enabled=false", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:PrivateLink=None", $"--contentRoot={Repository.Portal}",
        ]);
        Assert.Null(await portal.Services.GetRequiredService<FirstPolicy>().BringIntoForceAsync(Cancel));
        portal.Urls.Add("http://127.0.0.1:0");
        await portal.StartAsync(Cancel);
        return portal;
    }

    private static async Task<string> AskAsync(WebApplication portal, string path)
    {
        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        return await (await browser.GetAsync(new Uri(path, UriKind.Relative), Cancel)).Content.ReadAsStringAsync(Cancel);
    }
}
