using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

/// <summary>A portal started in any folder uses the settings beside the program and accepts only its own host names.</summary>
public sealed class AcceptedHostsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Names_OfAPortalInAnotherFolder_AreItsOwn() => Assert.Equal(
        ["127.0.0.1", "[::1]", "localhost", "privatelink.my-saas.io"],
        (await NamesAsync("--Portal:PublicUrl=https://privatelink.my-saas.io")).Order(StringComparer.Ordinal));

    /// <summary>Without a setting, the framework's default would accept every name.</summary>
    [Fact]
    public async Task Names_WithoutASetting_AreItsOwn() =>
        Assert.Equal(["127.0.0.1", "[::1]", "localhost"], (await NamesAsync("--AllowedHosts=")).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Names_AsSet_ComeBesides() => Assert.Equal(["*", "127.0.0.1"], (await NamesAsync("--AllowedHosts=*")).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Settings_BesideTheProgram_AreReadInAnyFolderAndGiveWayToThoseOfTheFolder()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "appsettings.json"), """{ "Logging": { "LogLevel": { "Microsoft.AspNetCore": "Error" } } }""", TestContext.Current.CancellationToken);
        await using var app = Program.Build([$"--contentRoot={_folder.FullName}"]);

        var levels = app.Services.GetRequiredService<IConfiguration>().GetSection("Logging:LogLevel");

        Assert.Equal(("Warning", "Error"), (levels["Microsoft.EntityFrameworkCore"], levels["Microsoft.AspNetCore"]));
    }

    private async Task<IList<string>> NamesAsync(string setting)
    {
        await using var app = Program.Build([$"--contentRoot={_folder.FullName}", setting]);
        return app.Services.GetRequiredService<IOptions<HostFilteringOptions>>().Value.AllowedHosts;
    }
}
