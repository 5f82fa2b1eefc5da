using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Identity;
using Xunit;

namespace PrivateLink.Tests.Portal.Demonstration;

/// <summary>Where the demonstration may run, and which accounts are closed without it.</summary>
public class DemonstrationPlaceTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("--Portal:Url=http://localhost:7400", true)]
    [InlineData("--Portal:Url=http://[::1]:7400", true)]
    [InlineData("--Portal:PublicUrl=https://localhost:7443", true)]
    [InlineData("--Portal:Url=https://10.0.0.1:7443", false)]
    [InlineData("--Portal:Url=http://0.0.0.0:7400", false)]
    [InlineData("--Portal:PublicUrl=https://privatelink.my-saas.io", false)]
    [InlineData("--Web:TrustedProxies:0=127.0.0.1", false)]
    public void Demonstration_BeyondThisMachine_StopsTheStart(string setting, bool isTaken)
    {
        using var portal = Build("--Demonstration:Enabled=true", setting);

        var problem = Record.Exception(() => portal.GetRequiredService<IOptions<DemonstrationOptions>>().Value);

        if (isTaken) Assert.Null(problem);
        else Assert.StartsWith("Demonstration:Enabled: ", Assert.Single(Assert.IsType<OptionsValidationException>(problem).Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_WithoutTheDemonstration_AreTakenAnywhere()
    {
        using var portal = Build("--Portal:PublicUrl=https://privatelink.my-saas.io");

        Assert.False(portal.GetRequiredService<IOptions<DemonstrationOptions>>().Value.Enabled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void People_WithoutTheDemonstration_AreClosedAccounts(bool isOn)
    {
        using var portal = Build($"--Demonstration:Enabled={isOn}");

        string[] closed = [.. portal.GetRequiredService<IOptions<PeopleOptions>>().Value.ClosedAccounts];

        Assert.Equal(isOn ? [] : [NormalizedText.Of(DemoNames.OperatorEmail), NormalizedText.Of(DemoNames.MegacorpOwnerEmail), NormalizedText.Of(DemoNames.AdministratorEmail)], closed);
    }

    private static ServiceProvider Build(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder([.. settings.Where(setting => setting.Length > 0)]);
        builder.AddDemonstration();
        return builder.Services.BuildServiceProvider();
    }
}
