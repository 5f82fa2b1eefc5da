using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.SupportBundles;
using PrivateLink.Tests.Portal.Operations;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.SupportBundles;

/// <summary>The verb <c>support bundle</c>: what is in the file, and what must not be.</summary>
public sealed class SupportBundleTests : IAsyncLifetime
{
    private const string MailPassword = "correct horse/battery";
    private const string CertificatePassword = "Tr0ub4dor&3";
    private const string Session = "q83vEjRWeJq83vEjRWeJ-q83vEjRWeJq83vEjRWeJA1";
    private const string StrangerLink = "vpce-0badc0de0badc0de1";
    private const string StrangerNumber = "18446744072646845442";

    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-support-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Policy => Path.Combine(_folder.FullName, "policy");

    private string File => Path.Combine(_folder.FullName, "bundle.tar.gz");

    private string[] Settings => [$"--Database:Path={_database.Path}", $"--Policy:Folder={Policy}", $"--contentRoot={Repository.Portal}", "--Demonstration:Enabled=false"];

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        using var world = new PortalWorld(_database, _database.Time);
        await world.SeedAsync();
        await world.CreateAsync(world.Draft(links: [world.AwsDraft(), world.AzureDraft()]));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Bundle_OfAnInstallationFullOfSecrets_HasNoneOfThem()
    {
        await using (var context = _database.CreateDbContext())
        {
            const string Gil = "gil@megacorp.example";
            context.Add(new PortalUser { Name = "Gil", Email = Gil, NormalizedEmail = Gil, UserName = Gil, NormalizedUserName = Gil, PasswordHash = Session });
            context.Add(new ServiceMoment { Node = "night", Time = DateTime.UtcNow, Kind = ServiceMomentKind.UpstreamDown, Upstream = "echo", Detail = $"write to ops@megacorp.example about {StrangerLink}" });
            await context.SaveChangesAsync(Cancel);
        }

        string[] secrets =
        [
            .. Settings, $"--Mail:Password={MailPassword}", "--Mail:User=postmaster@my-saas.example", $"--Kestrel:Certificates:Other:Password={CertificatePassword}",
            "--Logging:LogLevel:Default=Information", "--Logging:LogLevel:PrivateLink=Information", "--Logging:Console:LogLevel:Default=None",
            "--Logging:Console:LogLevel:PrivateLink=None", $"--Telemetry:Metrics={FreePort.Next()}",
        ];
        await using var portal = await OnMachine.StartAsync(_database, Policy, secrets);
        await Eventually.TrueAsync(() => System.IO.File.Exists(Path.Combine(Policy, "tail.socket")));
        var log = portal.Services.GetRequiredService<ILoggerFactory>().CreateLogger("PrivateLink.Planted");
        EngineLog.Denied(log, 7, "gcp", "link_mismatch", "none", "megacorp.my-saas.io", StrangerNumber);
#pragma warning disable CA1848, CA2254, CA1873 // Lines of others are not declared.
        log.LogWarning($"smtp://portal:{Uri.EscapeDataString(MailPassword)}@mail.my-saas.example refused {MailPassword}");
        log.LogWarning($"Authorization: Bearer {Session}, link {PortalWorld.AzureLink} and {PortalWorld.AwsLink} of gil@megacorp.example");
        log.LogError(new InvalidOperationException($"GET /invitation/{Session}?token=short1 with Password=hunter2; {CertificatePassword}"), "Planted fault");
#pragma warning restore CA1848, CA2254, CA1873

        var result = await PortalVerb.RunAsync(["support", "bundle", File, .. secrets]);
        var files = await ReadAsync(File);

        Assert.Equal((0, $"The bundle is {File}. Read it before you send it.\n"), (result.ExitCode, result.Output));
        string[] expected = [BundleContents.Versions, BundleContents.Settings, BundleContents.Database, BundleContents.Moments, BundleContents.Files, .. BundleContents.OfTheRunningPortal];
        Assert.Equal(["README.txt", .. expected.Order(StringComparer.Ordinal)], files.Keys.Order(StringComparer.Ordinal));
        var whole = string.Concat(files.Values);
        foreach (var planted in (string[])
            [
                MailPassword, Uri.EscapeDataString(MailPassword), CertificatePassword, Session, "short1", "hunter2", "gil@", "ops@", "postmaster@", StrangerLink, StrangerNumber,
                PortalWorld.AwsLink, PortalWorld.AzureLink,
            ])
            Assert.DoesNotContain(planted, whole, StringComparison.Ordinal);

        // It is still of use.
        Assert.Contains("Mail:Password = ********", files[BundleContents.Settings], StringComparison.Ordinal);
        Assert.Contains("denied: link_mismatch, detail none, host megacorp.my-saas.io, link [link].", files[BundleContents.Log], StringComparison.Ordinal);
        Assert.Contains("Planted fault", files[BundleContents.Log], StringComparison.Ordinal);
        Assert.Matches("Aws, saas-aws +1\n", files[BundleContents.Policy]);
        Assert.Matches("PrivateLink +[0-9]+\\.", files[BundleContents.Versions]);
        Assert.Matches("Resources +1 +-\n", files[BundleContents.Database]);
        Assert.Contains("Upstream echo is down", files[BundleContents.Moments], StringComparison.Ordinal);
        Assert.Contains("proxy      Healthy", files[BundleContents.Health], StringComparison.Ordinal);
        Assert.Contains("0600", files[BundleContents.Files], StringComparison.Ordinal);
        Assert.Contains("privatelink_policy_revision", files[BundleContents.Metrics], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_ThePortalIsDownAndTheDatabaseAway_SaysWhatIsMissingAndWhy()
    {
        await using (await OnMachine.StartAsync(_database, Policy)) { }
        _database.Break();

        var result = await PortalVerb.RunAsync(["support", "bundle", File, .. Settings, "--Engine:Listeners:aws:Bind=nowhere"]);
        var files = await ReadAsync(File);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("database.txt +\\S+.* Check Database:Path", files["README.txt"]);
        Assert.Matches("log.txt +no portal answers at .*journalctl -u privatelink", files["README.txt"]);
        Assert.Contains("PROBLEM: Engine:Listeners:aws:Bind", files[BundleContents.Settings], StringComparison.Ordinal);
        Assert.StartsWith("From the disk, because no portal answers", files[BundleContents.Policy], StringComparison.Ordinal);
        Assert.Matches("Azure, saas-azure +1\n", files[BundleContents.Policy]);
        Assert.DoesNotContain(PortalWorld.AzureLink, string.Concat(files.Values), StringComparison.Ordinal);
        _database.Repair();
    }

    [Fact]
    public async Task Bundle_WithoutAPath_IsPrivateAndInTheDataFolder_AndOverwritesNothing()
    {
        var data = $"--Database:Path={Path.Combine(_folder.FullName, "portal.db")}";
        await PortalVerb.RunAsync(["support", "bundle", .. Settings, data]);
        var file = Assert.Single(Directory.GetFiles(_folder.FullName, "privatelink-support-*.tar.gz"));
        var before = await System.IO.File.ReadAllBytesAsync(file, Cancel);
        var again = await PortalVerb.RunAsync(["support", "bundle", file, .. Settings, data]);

        Assert.True(OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("already exists", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(file, Cancel));
    }

    private static async Task<Dictionary<string, string>> ReadAsync(string path)
    {
        var files = new Dictionary<string, string>();
        await using var packed = new GZipStream(System.IO.File.OpenRead(path), CompressionMode.Decompress);
        await using var archive = new TarReader(packed);
        while (await archive.GetNextEntryAsync(copyData: true, Cancel) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            files.Add(Path.GetFileName(entry.Name), await reader.ReadToEndAsync(Cancel));
        }

        return files;
    }
}
