using PrivateLink.Portal.Hosting;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Packaging;

/// <summary>The settings that the package installs.</summary>
public class PackagedSettingsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "packaging", "etc");

    [Fact]
    public async Task Settings_OfThePackage_StartThePortal()
    {
        await using var app = Program.Build([$"--contentRoot={Folder}"]);

        Assert.Equal("/var/lib/privatelink/portal.db", app.Configuration["Database:Path"]);
        Assert.Empty(SettingsCheck.Problems(app.Services));
    }

    /// <summary>systemd and the command line read the same lines only in the simplest form.</summary>
    [Fact]
    public void Environment_EveryLine_IsACommentOrAKeyWithItsValue() =>
        Assert.All(File.ReadAllLines(Path.Combine(Folder, "environment")), static line => Assert.Matches("^(#.*|[A-Za-z0-9_]+=[^\"'].*)$", line));
}
