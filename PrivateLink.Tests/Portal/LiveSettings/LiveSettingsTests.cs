using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine;
using PrivateLink.Engine.Background;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.LiveSettings;
using PrivateLink.Portal.Secrets;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.LiveSettings;

/// <summary>A whole portal in this process whose settings file changes while it runs. The tests look at the files themselves.</summary>
public sealed class LiveSettingsTests : IAsyncLifetime
{
    private const string TrustedSources = "Engine:Listeners:aws:TrustedSources";

    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-live-");
    private readonly RecordedLog _log = new();
    private readonly JsonObject _settings = new()
    {
        [nameof(Engine)] = new JsonObject
        {
            ["Node"] = "test",
            ["Listeners"] = new JsonObject { ["aws"] = new JsonObject { ["Bind"] = "127.0.0.1:0", ["Provider"] = "Auto", ["Service"] = "saas", ["TrustedSources"] = new JsonArray("127.0.0.0/8") } },
            ["Limits"] = new JsonObject { ["PerLink"] = 10 },
        },
        ["Logging"] = new JsonObject { ["LogLevel"] = new JsonObject { ["Default"] = "Warning" } },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JsonObject Engine => _settings[nameof(Engine)]!.AsObject();

    private JsonObject Listener => Engine["Listeners"]!["aws"]!.AsObject();

    private string SettingsPath => Path.Combine(_folder.FullName, "appsettings.json");

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        Write();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
        _log.Dispose();
    }

    [Fact]
    public async Task Look_SettingsChanged_TakesThemWithoutCuttingAConnectionAndRecordsThem()
    {
        await using var portal = await StartAsync();
        using var open = await ConnectAsync(portal);
        await Eventually.TrueAsync(() => Status(portal).UndecidedConnections == 1);
        var logger = portal.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Elsewhere");
        Assert.False(logger.IsEnabled(LogLevel.Debug));

        Listener["TrustedSources"] = new JsonArray("10.0.0.0/8", "10.64.0.0/10");
        Engine["Limits"]!["PerLink"] = 3;
        _settings["Logging"]!["LogLevel"]!["Default"] = "Debug";
        Engine["Loops"] = 1;
        Write();
        await SettleAsync(portal);

        Assert.Equal(["10.0.0.0/8", "10.64.0.0/10"], Status(portal).Listeners.Single().Options.TrustedSources);
        Assert.True(logger.IsEnabled(LogLevel.Debug));
        using (var stranger = await ConnectAsync(portal)) Assert.Equal("RST", await stranger.EndingAsync());
        open.Finish();
        Assert.Equal("FIN", await open.EndingAsync());

        var inForce = portal.Services.GetRequiredService<SettingsInForce>();
        Assert.Equal(["10.0.0.0/8", "10.64.0.0/10"], inForce.All.Where(static setting => setting.Name == TrustedSources).Select(static setting => setting.Value));
        Assert.Equal(new SettingChange("Engine:Loops", null, "1", IsTakenLive: false), Assert.Single(inForce.Difference.Waiting));
        Assert.Equal("one per processor", inForce.All.Single(static setting => setting.Key == "Engine:Loops").Value);
        Assert.Contains(_log.Of(2082), static line => line.Text.StartsWith("Engine:Loops changed from not set to 1", StringComparison.Ordinal));

        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(("portal", "test"), (entry.Actor, entry.TargetName));
        Assert.Equal(
            """{"Engine:Limits:PerLink":"10","Engine:Listeners:aws:TrustedSources":"127.0.0.0/8","Logging:LogLevel:Default":"Warning"}""", entry.Before);
        Assert.Equal(
            """{"Engine:Limits:PerLink":"3","Engine:Listeners:aws:TrustedSources":"10.0.0.0/8, 10.64.0.0/10","Logging:LogLevel:Default":"Debug","""
            + """ "by":"a file changed","needs upgrade":"Engine:Loops"}""".TrimStart(),
            entry.After);
    }

    [Fact]
    public async Task Look_FilesAreWrong_NothingIsTakenAndEveryProblemIsNamed()
    {
        await using var portal = await StartAsync();
        Listener["TrustedSources"] = new JsonArray("10.0.0.0/8");
        Engine["Loops"] = 0;
        Engine["Limits"]!["PerLink"] = -1;
        Write();
        await SettleAsync(portal);

        Assert.Equal(["127.0.0.0/8"], Status(portal).Listeners.Single().Options.TrustedSources);
        Assert.Equal(["Engine:Loops", "Engine:Limits:PerLink"], _log.Of(2080).Select(static line => line.Text.Split(": ")[1]));
        Assert.Equal(2, portal.Services.GetRequiredService<SettingsInForce>().Difference.Problems.Count);
        Assert.StartsWith("Degraded: the changed settings have problems", await ReadinessAsync(portal), StringComparison.Ordinal);
        Assert.Empty(await EntriesAsync());

        await File.WriteAllTextAsync(SettingsPath, "{ \"Engine\": ", Cancel);
        await SettleAsync(portal);
        Assert.Contains(SettingsPath, Assert.Single(portal.Services.GetRequiredService<SettingsInForce>().Difference.Problems), StringComparison.Ordinal);

        Engine["Limits"]!["PerLink"] = 10;
        Engine.Remove("Loops");
        Write();
        await SettleAsync(portal);
        Assert.True(portal.Services.GetRequiredService<SettingsInForce>().Difference is { Problems.Count: 0, Waiting.Count: 0 });
        Assert.Equal(["10.0.0.0/8"], Status(portal).Listeners.Single().Options.TrustedSources);
        Assert.Equal("Healthy: the database answers\n", await ReadinessAsync(portal));
    }

    /// <summary>The trusted sources of a listener without headers may be empty, but not those of the listener that runs.</summary>
    [Fact]
    public async Task Look_ListenerChangesInOtherWaysToo_ItWaitsAsAWhole()
    {
        await using var portal = await StartAsync();
        Listener["TrustedSources"] = new JsonArray();
        Listener["ProxyProtocol"] = "Off";
        Engine["Listeners"]!["second"] = Listener.DeepClone();
        Write();
        await SettleAsync(portal);

        Assert.Equal(["127.0.0.0/8"], Status(portal).Listeners.Single().Options.TrustedSources);
        Assert.Contains(TrustedSources, portal.Services.GetRequiredService<SettingsInForce>().Difference.Waiting.Select(static change => change.Key));
        Assert.Empty(await EntriesAsync());
    }

    [Fact]
    public async Task Look_DatabaseIsAway_TheSettingIsTakenAndItsEntryFollows()
    {
        await using var portal = await StartAsync();
        await ExecuteAsync("ALTER TABLE AuditEntries RENAME TO Elsewhere");
        Listener["TrustedSources"] = new JsonArray("10.0.0.0/8");
        Write();
        await SettleAsync(portal);
        Assert.Equal(["10.0.0.0/8"], Status(portal).Listeners.Single().Options.TrustedSources);
        Assert.NotEmpty(_log.Of(2084));

        await ExecuteAsync("ALTER TABLE Elsewhere RENAME TO AuditEntries");
        await LookAsync(portal);
        Assert.Single(await EntriesAsync());
    }

    [Fact]
    public async Task Look_CertificateIsRenewed_NewConnectionsGetIt()
    {
        var pfx = Path.Combine(_folder.FullName, "portal.pfx");
        using var first = Certificate("first");
        using var second = Certificate("second");
        await File.WriteAllBytesAsync(pfx, first.Export(X509ContentType.Pkcs12), Cancel);
        _settings["Kestrel"] = new JsonObject { ["Certificates"] = new JsonObject { ["Default"] = new JsonObject { ["Path"] = "portal.pfx" } } };
        Write();
        await using var portal = await StartAsync("https");
        Assert.Equal("CN=first", await SubjectAsync(portal));

        await File.WriteAllTextAsync(pfx, "half a file", Cancel);
        await SettleAsync(portal);
        Assert.Equal("CN=first", await SubjectAsync(portal));
        Assert.Contains("Kestrel:Certificates:Default", Assert.Single(_log.Of(2080)).Text, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(pfx, second.Export(X509ContentType.Pkcs12), Cancel);
        await SettleAsync(portal);
        Assert.Equal("CN=second", await SubjectAsync(portal));
        var entry = Assert.Single(await EntriesAsync());
        Assert.Contains("CN=first, valid until", entry.Before, StringComparison.Ordinal);
        Assert.Contains("CN=second, valid until", entry.After, StringComparison.Ordinal);

        // PEM files, with the rest of the chain in the file.
        using var third = Certificate("third");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "portal.crt"), $"{third.ExportCertificatePem()}\n{first.ExportCertificatePem()}\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "portal.key"), third.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Cancel);
        _settings["Kestrel"]!["Certificates"]!["Default"] = new JsonObject { ["Path"] = "portal.crt", ["KeyPath"] = "portal.key" };
        Write();
        await SettleAsync(portal);
        Assert.Equal("CN=third", await SubjectAsync(portal));
    }

    [Fact]
    public async Task Files_ChangedAndNobodyLooked_TheFrameworkReadsNothing()
    {
        await using var portal = await StartAsync();
        _settings["Logging"]!["LogLevel"]!["Default"] = "Debug";
        Write();

        Assert.False(portal.Configuration.GetReloadToken().ActiveChangeCallbacks && portal.Configuration.GetReloadToken().HasChanged);
        Assert.DoesNotContain(((IConfigurationRoot)portal.Configuration).Providers.OfType<FileConfigurationProvider>(), static file => file.Source.ReloadOnChange);
    }

    private static EngineStatus Status(WebApplication portal) => portal.Services.GetRequiredService<EngineStatus>();

    private static Task<WireEnd> ConnectAsync(WebApplication portal) => WireEnd.ConnectAsync(Status(portal).Listeners.Single().Address);

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task<string> SubjectAsync(WebApplication portal)
    {
        var address = new Uri(portal.Urls.Single());
        using var client = new System.Net.Sockets.TcpClient(address.Host, address.Port);
        await using var tls = new SslStream(client.GetStream(), false, static (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Cancel);
        return tls.RemoteCertificate!.Subject;
    }

    private static async Task<string> ReadinessAsync(WebApplication portal)
    {
        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        return await browser.GetStringAsync(new Uri("/readyz/portal", UriKind.Relative), Cancel);
    }

    /// <summary>Two looks, because a change must be the same twice.</summary>
    private static async Task SettleAsync(WebApplication portal)
    {
        await LookAsync(portal);
        await LookAsync(portal);
    }

    private static Task LookAsync(WebApplication portal) => portal.Services.GetRequiredService<SettingsWatch>().LookAsync(isAsked: false, Cancel);

    private async Task<List<AuditEntry>> EntriesAsync()
    {
        await using var context = _database.CreateDbContext();
        return await context.AuditEntries.AsNoTracking().Where(static entry => entry.Action == "settings.taken").ToListAsync(Cancel);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    private void Write() => File.WriteAllText(SettingsPath, _settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    private async Task<WebApplication> StartAsync(string scheme = "http")
    {
        var portal = Program.Build(
        [
            $"--Portal:Url={scheme}://127.0.0.1:0", $"--Database:Path={_database.Path}", $"--Policy:Folder={_folder.FullName}/policy", "--Demonstration:Enabled=false",
            "--Logging:Console:LogLevel:Default=None", $"--contentRoot={_folder.FullName}",
        ]);
        portal.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        portal.Services.GetRequiredService<SettingsWatch>().Duty = new Duty(isHeld: false); // the test looks
        Assert.Null(await portal.Services.GetRequiredService<FirstPolicy>().BringIntoForceAsync(Cancel));
        portal.Urls.Add($"{scheme}://127.0.0.1:0");
        await portal.StartAsync(Cancel);
        return portal;
    }
}
