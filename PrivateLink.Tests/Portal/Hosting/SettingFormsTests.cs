using Microsoft.Extensions.Configuration;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Web;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

public class SettingFormsTests
{
    [Theory]
    [InlineData("Engine:Listeners:aws:TrustedSource:0", "10.0.0.0/8", "Engine:Listeners:aws:TrustedSource: unknown setting. The settings of Engine:Listeners:aws are Bind, DenyWith, LinkRequired, Mode, NestedHeader, Provider, ProxyProtocol, Service, ServiceId, TrustedSources.")]
    [InlineData("Engine:Listeners:aws:ProxyProtocol", "Maybe", "Engine:Listeners:aws:ProxyProtocol: 'Maybe' is not one of Require, Off.")]
    [InlineData("Engine:Listeners:aws:Provider", "7", "Engine:Listeners:aws:Provider: '7' is not one of Aws, Azure, Gcp, Alibaba, Auto.")]
    [InlineData("Engine:Listeners:aws:LinkRequired", "yes", "Engine:Listeners:aws:LinkRequired: 'yes' is not true or false.")]
    [InlineData("Engine:Listeners:aws:Bind:Port", "443", "Engine:Listeners:aws:Bind: expects one value, a text.")]
    [InlineData("Engine:Timeouts:Idle", "1 hour", "Engine:Timeouts:Idle: '1 hour' is not a duration, for example 00:00:10 for ten seconds.")]
    [InlineData("Engine:NodeNumber", "one", "Engine:NodeNumber: 'one' is not a number.")]
    public void Problems_OfOneSetting_NameItsKeyAndForm(string key, string value, string problem) =>
        Assert.Equal([problem], Problems((key, value)));

    [Fact]
    public void Problems_OfRightSettings_AreNone() => Assert.Empty(Problems(
        ("Engine:Node", "one"),
        ("Engine:Listeners:aws:bind", "0.0.0.0:443"),
        ("Engine:Listeners:aws:ProxyProtocol", "require"),
        ("Engine:Listeners:aws:TrustedSources:0", "10.0.0.0/8"),
        ("Engine:Listeners:aws:Provider", "Aws"),
        ("Engine:Timeouts:Idle", "01:00:00")));

    [Fact]
    public void Problems_Several_AreAllTold() => Assert.Equal(2, Problems(("Engine:NodeNumber", "x"), ("Engine:Limits:Undecided", "y")).Count);

    [Fact]
    public void Validate_DatabaseSettings_NeverRepeatThePassword()
    {
        var result = new DatabaseOptionsValidator().Validate(null, new DatabaseOptions
        {
            Provider = DatabaseProvider.SqlServer,
            ConnectionString = "Server=db;Passwort=secret",
            CommandTimeout = TimeSpan.Zero,
        });

        Assert.Equal(2, result.Failures?.Count());
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7400", true)]
    [InlineData("http://localhost:7400", true)]
    [InlineData("http://[::1]:7400", true)]
    [InlineData("http://0.0.0.0:7400", false)]
    [InlineData("http://[::]:7400", false)]
    [InlineData("http://*:7400", false)]
    [InlineData("http://192.0.2.1:7400", false)]
    [InlineData("http://my-machine:7400", false)]
    [InlineData("http://127.0.0.1.example:7400", false)]
    [InlineData("https://127.0.0.1:7400", true)]
    [InlineData("https://privatelink.my-saas.io", true)]
    [InlineData("https://0.0.0.0:443", false)]
    [InlineData("http://127.0.0.1:7400/portal", false)]
    [InlineData("7400", false)]
    public void Validate_PortalUrl_BeyondThisMachineTakesHttpsOnly(string url, bool taken) => Assert.Equal(taken, Validate(new PortalOptions { Url = url }).Succeeded);

    [Theory]
    [InlineData("http://0.0.0.0:7400", "https://privatelink.my-saas.io", true)]
    [InlineData("http://10.0.0.1:7400", "https://privatelink.my-saas.io/", true)]
    [InlineData("http://0.0.0.0:7400", "http://privatelink.my-saas.io", false)]
    [InlineData("http://0.0.0.0:7400", "https://my-saas.io/privatelink", false)]
    [InlineData("http://127.0.0.1:7400", "http://localhost:7400", true)]
    [InlineData("http://0.0.0.0:7400", "http://localhost:7400", false)]
    [InlineData("http://0.0.0.0:7400", "https://127.0.0.1:7400", false)]
    [InlineData("http://192.0.2.1:7400", "http://[::1]:7400", false)]
    [InlineData("https://0.0.0.0:443", "http://localhost:7400", false)]
    public void Validate_PublicUrl_IsHttps(string url, string visible, bool taken) =>
        Assert.Equal(taken, Validate(new PortalOptions { Url = url, PublicUrl = visible }).Succeeded);

    [Theory]
    [InlineData("urls", "http://0.0.0.0:80")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80")]
    public void Validate_OtherWaysToListen_AreRefused(string key, string value) => Assert.True(Validate(new PortalOptions(), (key, value)).Failed);

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(PortalOptions options, params (string Key, string Value)[] settings) =>
        new PortalOptionsValidator(Configuration(settings)).Validate(null, options);

    private static List<string> Problems(params (string Key, string Value)[] settings) =>
        [.. SettingForms.Problems(Configuration(settings).GetSection(EngineOptions.Section), typeof(EngineOptions))];

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
}
