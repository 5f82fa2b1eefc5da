using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Succession;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Upgrades;

/// <summary>A portal whose processes follow each other, on one database and one address. It protects one host and has an upstream that answers.</summary>
internal sealed partial class UpgradedPortal : IAsyncDisposable
{
    public static readonly byte[] Answer = [.. "ok"u8];

    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder;
    private readonly bool _ownsFolder;
    private readonly CancellationTokenSource _done = new();
    private readonly List<ElderProcess> _processes = [];
    private PortalProcess? _first;
    private Task[] _answering = [];

    private UpgradedPortal(DirectoryInfo? folder)
    {
        _ownsFolder = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("privatelink-upgrade-");
    }

    public CountingUpstream Upstream { get; } = new();

    public IPEndPoint Address { get; } = FreePort.Next();

    public Uri Url { get; } = new($"http://{FreePort.Next()}");

    public string DatabasePath => Path.Combine(_folder.FullName, "portal.db");

    /// <summary>The process that serves now.</summary>
    public ElderProcess Current => _processes[^1];

    /// <summary>Everything that any of the processes has printed.</summary>
    public string Output => _first!.Output;

    public string[] Settings =>
    [
        $"--Database:Path={DatabasePath}", $"--Portal:Url={Url}", "--Demonstration:Enabled=false", $"--Engine:Listeners:aws:Bind={Address}", "--Engine:Listeners:aws:Provider=Aws",
        "--Engine:Listeners:aws:Service=saas-aws", "--Engine:Listeners:aws:TrustedSources:0=127.0.0.0/8", "--Engine:Timeouts:Drain=00:05:00", "--Engine:Node=test",
        "--Engine:Timeouts:LameDuck=00:00:00", "--Policy:CheckInterval=00:00:01", "--Engine:Upstreams:CheckInterval=00:00:00",
    ];

    /// <summary>Starts the first process.</summary>
    /// <param name="answers">Whether the upstream answers each connection and finishes; otherwise the test takes its connections.</param>
    /// <param name="folder">The folder of the data, which is kept; null for a new one.</param>
    public static async Task<UpgradedPortal> StartAsync(bool answers = true, DirectoryInfo? folder = null)
    {
        var portal = new UpgradedPortal(folder);
        await portal._database.CreateAsync();
        using (var world = new PortalWorld(portal._database, portal._database.Time))
        {
            world.Upstream.Addresses.Clear();
            world.Upstream.Addresses.Add(new() { Host = "127.0.0.1", Port = portal.Upstream.Upstream.Addresses[0].Port });
            await world.SeedAsync();
            await world.CreateAsync(world.Draft(TestPolicy.Host, ResourceMode.Enforce, tenant: null, world.AwsDraft(TestPolicy.AwsLink.ToString())));
        }

        await using (var context = portal._database.CreateDbContext()) await context.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
        File.Copy(portal._database.Path, portal.DatabasePath);
        if (answers) portal._answering = [.. Enumerable.Range(0, 32).Select(_ => portal.AnswerAsync())];
        portal._first = await PortalProcess.StartInAsync(portal._folder, settings: portal.Settings);
        portal._processes.Add(ElderProcess.Of(portal._first.Id)!);
        return portal;
    }

    /// <summary>Upgrades, and returns what the verb printed.</summary>
    public async Task<ToolResult> UpgradeAsync(params string[] settings)
    {
        var result = await PortalProcess.RunAsync(["upgrade", .. Settings, .. settings]);
        if (result.ExitCode == 0) _processes.Add(ElderProcess.Of(int.Parse(Number().Match(result.Output).Value, CultureInfo.InvariantCulture))!);
        return result;
    }

    /// <summary>Upgrades to a program that will fail, and returns why it did.</summary>
    public async Task<string> TryUpgradeAsync(params string[] program)
    {
        await using var channel = await TakeOverChannel.ConnectAsync(Path.Combine(_folder.FullName, "portal.policy", "takeover.socket"), TimeProvider.System, TestContext.Current.CancellationToken);
        await channel.TrySendAsync(new(TakeOverKind.Upgrade) { Program = program });
        var (answer, _) = (await channel.ReceiveAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))!.Value;
        Assert.Equal(TakeOverKind.Failed, answer.Kind);
        return answer.Text!;
    }

    /// <summary>The process that asked last whether it may take over.</summary>
    public ElderProcess Successor => ElderProcess.Of(int.Parse(Asking().Matches(Output)[^1].Groups[1].Value, CultureInfo.InvariantCulture)) ?? throw new InvalidOperationException("It has ended.");

    /// <summary>Counts a process among those that serve, one after the other.</summary>
    public void Adopt(ElderProcess successor) => _processes.Add(successor);

    /// <summary>Waits until the processes together have printed a text so many times.</summary>
    public Task WaitForAsync(string text, int times) => Eventually.TrueAsync(() => Output.Split(text).Length > times);

    /// <summary>Makes one connection through the portal, to its end.</summary>
    public async Task ConverseAsync()
    {
        using var client = await WireEnd.ConnectAsync(Address);
        await client.SendAsync(Pair.FirstBytes);
        client.Finish();
        Assert.Equal($"{Hex.Of(Answer)} FIN", await client.EndingAsync());
    }

    public PortalDbContext Database() => new SqliteTestDatabase(DatabasePath).CreateDbContext();

    /// <summary>What the process that serves answers on a path.</summary>
    public async Task<string> AskAsync(string path)
    {
        using var browser = new HttpClient { BaseAddress = Url };
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Undoes the last migration, so that the running process is to the database what an older version would be.</summary>
    public async Task GoBackOneMigrationAsync()
    {
        await using var context = Database();
        await context.GetService<IMigrator>().MigrateAsync(context.Database.GetMigrations().SkipLast(1).Last(), TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<string>> PendingMigrationsAsync()
    {
        await using var context = Database();
        return [.. await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)];
    }

    /// <summary>Disables the host, as another portal on this database would.</summary>
    public async Task DisableHostAsync()
    {
        await using var context = Database();
        (await context.Resources.SingleAsync()).Enabled = false;
        var last = await context.PolicyRevisions.MaxAsync(static revision => revision.Number);
        context.Add(new PolicyRevision { Number = last + 1, CreatedAt = DateTime.UtcNow, Summary = "elsewhere", By = "somebody" });
        await context.SaveChangesAsync();
    }

    /// <summary>Stops the process that serves, as a service manager would, and waits until all have ended.</summary>
    public async Task StopAsync()
    {
        Signal("TERM", Current);
        await Eventually.TrueAsync(() => _processes.TrueForAll(static process => !process.IsRunning));
    }

    public static void Signal(string signal, ElderProcess process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Where(static process => process.IsRunning)) Signal("KILL", process);
        if (_first is not null) await _first.DisposeAsync();
        await _done.CancelAsync();
        await Task.WhenAll(_answering);
        await Upstream.DisposeAsync();
        await _database.DisposeAsync();
        if (_ownsFolder) _folder.Delete(recursive: true);
        _done.Dispose();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var end = await Upstream.NextAsync(_done.Token);
                await end.ReadExactlyAsync(Pair.Hello.Length);
                await end.SendAsync(Answer);
                end.Finish();
                await end.EndingAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    [GeneratedRegex(@"Process (\d+) \(\S+\) asks to take over")]
    private static partial Regex Asking();

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex Number();
}
