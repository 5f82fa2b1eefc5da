using System.Collections.Concurrent;
using System.Net;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

/// <summary>With few descriptors there is room for few connections, and a full engine still leaves the portal enough.</summary>
[Needs(Needs.Process)]
public sealed class DescriptorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-descriptors-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory(Timeout = 120_000)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(4096)]
    public async Task FullHouse_WithFewDescriptors_LeavesPagesAndEditsWorking(int descriptors)
    {
        Tool.Require("prlimit");
        await using var portal = await PortalProcess.StartWithAsync(descriptors);
        using var browser = new HttpClient { BaseAddress = portal.Url };
        var address = portal.Listener("public");
        var hello = ClientHelloBuilder.For(DemoNames.StatusHost).ToBytes();
        var clients = new ConcurrentBag<WireEnd>();

        await Parallel.ForAsync(0, descriptors, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (_, _) =>
        {
            var client = await WireEnd.ConnectAsync(address);
            clients.Add(client);
            await client.SendAsync(hello);
        });

        await Eventually.TrueAsync(() => portal.Output.Contains("limit_global", StringComparison.Ordinal));
        foreach (var path in (string[])["/livez", "/readyz/portal", "/account/sign-in", "/css/base.css"])
            using (var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var saved = SavingPortal.PromisesIn(portal.Output).Count;
        await Eventually.TrueAsync(() => SavingPortal.PromisesIn(portal.Output).Count > saved + 3);
        Assert.DoesNotContain("1010", portal.Output, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => clients.Count(client => client.Socket.Available > 0) >= descriptors / 32); // waits until the upstream has answered them

        foreach (var client in clients) client.Reset();
        Assert.Equal(0, await portal.TerminateAsync());
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1024, 2000)]
    public async Task SilentBrowsers_MoreThanThereAreDescriptors_LeaveEngineAndHealthChecksWorking(int descriptors, int browsers)
    {
        Tool.Require("prlimit");
        await using var portal = await PortalProcess.StartWithAsync(descriptors);
        var pages = new IPEndPoint(IPAddress.Loopback, portal.Url.Port);
        var silent = new ConcurrentBag<WireEnd>();
        await Parallel.ForAsync(0, browsers, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (_, _) =>
            silent.Add(await WireEnd.ConnectAsync(pages)));

        using var check = new HttpClient { BaseAddress = portal.Url };
        foreach (var path in (string[])["/livez", "/account/sign-in", "/livez"])
            using (var answer = await check.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var client = await WireEnd.ConnectAsync(portal.Listener("public"));
        await client.SendAsync(ClientHelloBuilder.For(DemoNames.StatusHost).ToBytes());
        await Eventually.TrueAsync(() => client.Socket.Available > 0); // waits until the upstream has answered

        Assert.Contains("HTTP connections is reached", portal.Output, StringComparison.Ordinal);
        foreach (var browser in silent) browser.Reset();
        Assert.Equal(0, await portal.TerminateAsync());
    }

    [Theory]
    [InlineData(200, "--no-demo")] // with fewer, the .NET runtime ends without a message
    [InlineData(400, "--no-demo")]
    [InlineData(200, "db", "check")]
    public async Task Start_WithTooFewDescriptors_SaysHowManyItNeeds(int descriptors, params string[] command)
    {
        Tool.Require("prlimit");
        var result = await PortalProcess.RunWithAsync(descriptors, [.. command, "--Portal:Url=http://127.0.0.1:0", "--Engine:Listeners:public:Bind=127.0.0.1:0",
            "--Engine:Listeners:public:ProxyProtocol=Off", $"--Database:Path={Path.Combine(_folder.FullName, "portal.db")}"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"The limit of open descriptors is {descriptors}, and at least 512 are needed", result.Error, StringComparison.Ordinal);
        Assert.Contains("LimitNOFILE", result.Error, StringComparison.Ordinal);
    }
}
