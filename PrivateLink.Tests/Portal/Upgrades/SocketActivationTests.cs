using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PrivateLink.Portal.Succession;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Upgrades;

/// <summary>The portal on sockets that systemd's own tool opened. It could not open them a second time.</summary>
[Needs(Needs.Process)]
public sealed class SocketActivationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-activation-");
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string NotifyPath => Path.Combine(_folder.FullName, "notify");

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_SocketsFromSystemd_ServesOnThemTellsItAndPassesThemOn()
    {
        const string Tool = "systemd-socket-activate";
        Support.Tool.Require(Tool);
        NeedsAttribute.Demand();
        var (engine, portal) = (FreePort.Next(), FreePort.Next());
        _systemd.Bind(new UnixDomainSocketEndPoint(NotifyPath));
        string[] settings =
        [
            $"--Database:Path={Path.Combine(_folder.FullName, "portal.db")}", $"--Portal:Url=http://{portal}", "--Demonstration:Enabled=false",
            $"--Engine:Listeners:public:Bind={engine}", "--Engine:Listeners:public:ProxyProtocol=Off", "--Engine:Timeouts:LameDuck=00:00:00",
        ];
        using var process = Process.Start(new ProcessStartInfo(
            Tool, ["-l", $"{engine}", "-l", $"{portal}", "--fdname=public:portal", "-E", $"NOTIFY_SOCKET={NotifyPath}", "-E", "ASPNETCORE_ENVIRONMENT=Production", PortalProcess.Program, .. settings])
        {
            WorkingDirectory = Repository.Portal,
        })!;
        try
        {
            await ExpectAsync("READY=1", StartAsync(portal));
            using (var client = await WireEnd.ConnectAsync(engine))
            {
                client.Finish();
                Assert.Equal("FIN", await client.EndingAsync());
            }

            using (var browser = new HttpClient()) Assert.Equal("Healthy\n", await browser.GetStringAsync(new Uri($"http://{portal}/livez"), Cancel));

            // A successor gets the same sockets, and systemd learns that it is the main process.
            var result = await PortalProcess.RunAsync(["upgrade", .. settings]);
            Assert.True(result.ExitCode == 0, result.Error);
            var successor = ElderProcess.Of(int.Parse(result.Output.Split(' ')[0], CultureInfo.InvariantCulture))!;
            await ExpectAsync($"MAINPID={successor.Id}");
            UpgradedPortal.Signal("TERM", successor);
            await ExpectAsync("STOPPING=1");
            await Eventually.TrueAsync(() => !successor.IsRunning);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The first connection starts the program. It waits in the queue until the program accepts.</summary>
    private static async Task StartAsync(System.Net.IPEndPoint portal)
    {
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(portal);
                return true;
            }
            catch (SocketException)
            {
                return false; // the tool does not listen yet
            }
        });
    }

    private async Task ExpectAsync(string line, Task? first = null)
    {
        if (first is not null) await first;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var bytes = new byte[4096];
        while (true)
        {
            var length = await _systemd.ReceiveAsync(bytes.AsMemory(), SocketFlags.None, patience.Token);
            if (Encoding.UTF8.GetString(bytes, 0, length).Split('\n').Contains(line)) return;
        }
    }
}
