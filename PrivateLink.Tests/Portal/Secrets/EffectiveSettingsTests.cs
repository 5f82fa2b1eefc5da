using Microsoft.Extensions.Configuration;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Secrets;
using Xunit;

namespace PrivateLink.Tests.Portal.Secrets;

/// <summary>The one list behind <c>config check</c>, the page of settings and the tables of docs/operations.md.</summary>
public class EffectiveSettingsTests
{
    [Fact]
    public void Of_NothingSet_ListsEverySettingWithItsDefault()
    {
        var settings = Of();

        Assert.Equal("Engine:Timeouts:Idle = 01:00:00  (default), in hours:minutes:seconds", Line(settings, "Engine:Timeouts:Idle"));
        Assert.Equal("Database:Provider = Sqlite  (default)", Line(settings, "Database:Provider"));
        Assert.Equal("Database:Migrate = Auto for SQLite, Check for SQL Server  (default)", Line(settings, "Database:Migrate"));
        Assert.Equal("Records:KeepDays = 30  (default), in days", Line(settings, "Records:KeepDays"));
        Assert.Equal("Mail:Password = none  (default)", Line(settings, "Mail:Password"));
        Assert.DoesNotContain(settings, setting => setting.IsChanged);
    }

    [Fact]
    public void Of_WhatIsSet_SaysWhatItWouldBeOtherwise()
    {
        var settings = Of(("Engine:Timeouts:Idle", "00:05:00"), ("Records:KeepDays", "30"), ("Mail:AllowPlain", "TRUE"), ("Engine:Upstreams:SourceAddresses:0", "10.0.0.5"));

        Assert.Equal("Engine:Timeouts:Idle = 00:05:00  (portal), default 01:00:00, in hours:minutes:seconds", Line(settings, "Engine:Timeouts:Idle"));
        Assert.Equal("Engine:Upstreams:SourceAddresses:0 = 10.0.0.5  (portal), default none: the system chooses", Line(settings, "Engine:Upstreams:SourceAddresses:0"));
        Assert.Equal(["Mail:AllowPlain", "Engine:Timeouts:Idle", "Engine:Upstreams:SourceAddresses:0"], settings.Where(setting => setting.IsChanged).Select(setting => setting.Key));
    }

    [Fact]
    public void Of_AListener_ListsWhatItLeavesToTheDefault()
    {
        var settings = Of(("Engine:Listeners:aws:Bind", "0.0.0.0:443"));

        Assert.Equal("Engine:Listeners:aws:Bind = 0.0.0.0:443  (portal), default required", Line(settings, "Engine:Listeners:aws:Bind"));
        Assert.Equal("Engine:Listeners:aws:NestedHeader = Deny  (default)", Line(settings, "Engine:Listeners:aws:NestedHeader"));
    }

    [Theory]
    [InlineData("Mail:Password", "hunter2")]
    [InlineData("KeyRing:Certificates:0:Password", "hunter2")]
    [InlineData("Database:ConnectionString", "Server=db;User ID=p;Password=hunter2")]
    [InlineData("Kestrel:Certificates:Default:Password", "hunter2")]
    public void Of_ASecret_IsNowhereInIt(string key, string secret)
    {
        var settings = Of((key, secret));

        Assert.Contains("********", settings.Single(setting => setting.Key == key).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(settings, setting => setting.ToString().Contains("hunter2", StringComparison.Ordinal));
    }

    private static List<EffectiveSetting> Of(params (string Key, string Value)[] set) => [.. EffectiveSettings.Of(
        new ConfigurationBuilder().AddInMemoryCollection(set.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))).Build(), SettingsCheck.Sections)];

    private static string Line(List<EffectiveSetting> settings, string key) => settings.Single(setting => setting.Key == key).Line;
}
