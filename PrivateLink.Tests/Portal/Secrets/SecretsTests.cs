using PrivateLink.Portal.Secrets;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Secrets;

/// <summary>Secrets come from the environment or from key files, and are never shown.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Listener = "--Engine:Listeners:public:Bind=127.0.0.1:0";
    private const string NoHeader = "--Engine:Listeners:public:ProxyProtocol=Off";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-secrets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Mail:Password", "hunter2", true, "********")]
    [InlineData("KeyRing:Certificates:0:Password", "hunter2", true, "********")]
    [InlineData("Database:ConnectionString", "Server=db;User ID=portal;Password=hunter2", true, "server=db;user id=portal;password=********")]
    [InlineData("Database:ConnectionString", "Server=db;User ID=portal;Pwd='hunter;2'", true, "server=db;user id=portal;pwd=********")]
    [InlineData("Database:ConnectionString", "Server=db;Integrated Security=True", false, "Server=db;Integrated Security=True")]
    [InlineData("Mail:Url", "smtp://portal:hunter2@mail.example", false, "smtp://portal:********@mail.example")]
    [InlineData("Database:Path", "portal-data/portal.db", false, "portal-data/portal.db")]
    public void Mask_OfASetting_HidesWhatIsSecret(string key, string value, bool secret, string shown)
    {
        Assert.Equal(secret, SecretKey.IsSecret(key, value));
        Assert.Equal(shown, SecretKey.Mask(key, value));
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task Check_PasswordInASettingsFile_IsAProblemThatNamesTheKeyAndNotTheValue()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "appsettings.json"),
            """{ "Database": { "Provider": "SqlServer", "ConnectionString": "Server=db;Database=p;User ID=p;Password=hunter2" } }""", TestContext.Current.CancellationToken);

        var result = await PortalProcess.RunAsync("config", "check", $"--contentRoot={_folder.FullName}", Listener, NoHeader);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Database:ConnectionString: secret in appsettings.json.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Database__ConnectionString", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task Check_PasswordInAKeyFile_IsInForceAndMasked()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "Database__ConnectionString"), "Server=db;Database=p;User ID=p;Password=hunter2\n", TestContext.Current.CancellationToken);

        var result = await PortalProcess.RunAsync(
            "config", "check", $"--Secrets:Directory={_folder.FullName}", "--Database:Provider=SqlServer", $"--contentRoot={Repository.Portal}", Listener, NoHeader);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("password=********  (key file)", result.Output, StringComparison.Ordinal);
        Assert.Contains("Database:Provider = SqlServer  (command line)", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Output, StringComparison.Ordinal);
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task Check_FolderThatIsNotThere_IsAProblem()
    {
        var result = await PortalProcess.RunAsync("config", "check", "--Secrets:Directory=/nowhere/at/all", $"--contentRoot={Repository.Portal}", Listener, NoHeader);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Secrets:Directory:", result.Error, StringComparison.Ordinal);
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task Check_CertificateThatCannotBeRead_IsAProblem()
    {
        var result = await PortalProcess.RunAsync(
            "config", "check", "--KeyRing:Certificates:0:Path=/nowhere/keys.pfx", $"--contentRoot={Repository.Portal}", Listener, NoHeader);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("KeyRing:Certificates:0:Path:", result.Error, StringComparison.Ordinal);
    }
}
