using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.KeyRing;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Web;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class ExposedSecretsTests : IDisposable
{
    private const UnixFileMode Public = (UnixFileMode)0b110_100_100;
    private const UnixFileMode PublicFolder = (UnixFileMode)0b111_101_101;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-secrets-");

    public ExposedSecretsTests() => _folder.UnixFileMode = PublicFolder;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("http://127.0.0.1:7400", null, false, false)]
    [InlineData("http://127.0.0.1:7400", "https://privatelink.my-saas.io", false, true)]
    [InlineData("http://127.0.0.1:7400", "https://privatelink.my-saas.io", true, false)]
    [InlineData("https://10.0.0.7:7443", null, false, true)]
    [InlineData("http://localhost:7400", "http://localhost:7500", false, false)]
    public void Warn_WithoutACertificate_OnlyWhenOtherMachinesReachIt(string url, string? publicUrl, bool hasCertificate, bool warns)
    {
        var keyRing = new KeyRingOptions { Certificates = hasCertificate ? [new KeyCertificateOptions { Path = "ring.pfx" }] : [] };

        Assert.Equal(warns, Warn(new PortalOptions { Url = url, PublicUrl = publicUrl }, keyRing).Of(2055).Any());
    }

    [Fact]
    public void Warn_SecretsThatEverybodyReads_NamesEachOne()
    {
        var (key, ring, server, mine) = (File("Mail__Password"), File("ring.pfx"), File("server.key"), File("Database__ConnectionString"));
        System.IO.File.SetUnixFileMode(mine, UnixFileMode.UserRead);
        var keyRing = new KeyRingOptions { Certificates = [new KeyCertificateOptions { Path = ring }] };

        var log = Warn(new(), keyRing, ("Kestrel:Certificates:Default:Path", "server.crt"), ("Kestrel:Certificates:Default:KeyPath", server));

        Assert.Equal(3, log.Of(2054).Count());
        Assert.All([key, ring, server], path => Assert.Contains(log.Of(2054), line => line.Text.Contains($" {path}. ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Warn_SecretsBelowAClosedFolder_SaysNothing()
    {
        File("Mail__Password");
        _folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

        Assert.Empty(Warn(new(), new()).Of(2054));
    }

    private string File(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, "secret");
        System.IO.File.SetUnixFileMode(path, Public);
        return path;
    }

    private RecordedLog Warn(PortalOptions portal, KeyRingOptions keyRing, params (string Key, string Value)[] settings)
    {
        var log = new RecordedLog();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        new ExposedSecrets(
            Options.Create(portal), Options.Create(keyRing), Options.Create(new SecretsOptions { Directory = _folder.FullName }), configuration, new TestHost(), log.For<ExposedSecrets>()).Warn();
        return log;
    }
}
