using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Upgrades;

/// <summary>Real processes take over from each other, fail to, and are killed while they do.</summary>
[Needs(Needs.Process)]
public sealed class UpgradeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_LongRelay_LivesOnInTheOldProcessAndItsRecordIsItsOwn()
    {
        await using var relay = await HeldRelay.StartAsync();
        var portal = relay.Portal;

        var result = await portal.UpgradeAsync();

        Assert.True(result.ExitCode == 0, result.Error + portal.Output);
        Assert.Contains($"from {relay.Old.Id.ToString(CultureInfo.InvariantCulture)}", result.Output, StringComparison.Ordinal);
        Assert.True(relay.Old.IsRunning);
        Assert.NotEqual(relay.Old, portal.Current);
        await relay.Client.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await relay.Backend.ReadExactlyAsync(10));

        // The new process must not take the row of a living process for one that was left behind.
        await Eventually.TrueAsync(async () => (await RowsAsync(portal)).Count == 1);
        Assert.Equal(RecordState.Open, (await RowsAsync(portal)).Single().State);
        relay.Client.Finish();
        relay.Backend.Finish();
        Assert.Equal("FIN", await relay.Client.EndingAsync());
        await Eventually.TrueAsync(() => !relay.Old.IsRunning);
        Assert.Equal(RecordState.Ended, (await RowsAsync(portal)).Single().State);
    }

    [Fact]
    public async Task Upgrade_HostIsDisabledLater_OldProcessCutsItsRelay()
    {
        await using var relay = await HeldRelay.StartAsync();
        var portal = relay.Portal;
        Assert.Equal(0, (await portal.UpgradeAsync()).ExitCode);

        await portal.DisableHostAsync();

        Assert.Equal("RST", await relay.Client.EndingAsync());
        await Eventually.TrueAsync(() => !relay.Old.IsRunning);
        Assert.Equal((RecordState.Ended, CloseReason.PolicyRevoked), (await RowsAsync(portal)).Select(static row => (row.State, row.CloseReason!.Value)).Single());
    }

    [Fact]
    public async Task Upgrade_OldProcessIsKilledWhileItDrains_ItsRowIsMarked()
    {
        await using var relay = await HeldRelay.StartAsync();
        var portal = relay.Portal;
        Assert.Equal(0, (await portal.UpgradeAsync()).ExitCode);
        await Eventually.TrueAsync(async () => (await RowsAsync(portal)).Count == 1);

        UpgradedPortal.Signal("KILL", relay.Old);

        await Eventually.TrueAsync(async () => (await RowsAsync(portal)).Single().State == RecordState.Interrupted);
    }

    [Fact]
    public async Task Upgrade_SettingsAreWrong_OldProcessGoesOnAndSaysWhy()
    {
        await using var portal = await UpgradedPortal.StartAsync();

        var why = await portal.TryUpgradeAsync("/bin/sh", "-c", $"exec {PortalProcess.Program} \"$@\" --Engine:Loops=0", "sh");

        Assert.Contains("Engine:Loops", why, StringComparison.Ordinal);
        var old = portal.Current;
        var me = $"{Environment.UserName}, at the machine";
        var entry = await EntryAsync(portal, "upgrade.failed");
        Assert.EndsWith(me, entry.Actor, StringComparison.Ordinal);
        Assert.Contains("Engine:Loops", entry.After, StringComparison.Ordinal);
        Assert.Contains("Engine:Loops", await portal.AskAsync("/ops/now"), StringComparison.Ordinal);

        await AssertServesAsync(portal);
        var done = await EntryAsync(portal, "upgrade.done");
        Assert.EndsWith(me, done.Actor, StringComparison.Ordinal);
        Assert.Contains($"\"process\":{old.Id.ToString(CultureInfo.InvariantCulture)}", done.Before, StringComparison.Ordinal);
        Assert.Contains($"\"process\":{portal.Current.Id.ToString(CultureInfo.InvariantCulture)}", done.After, StringComparison.Ordinal);
        Assert.DoesNotContain("Engine:Loops", await portal.AskAsync("/ops/now"), StringComparison.Ordinal);
        await using var database = portal.Database();
        await Eventually.TrueAsync(async () => await database.ServiceMoments.CountAsync(static moment => moment.Kind == ServiceMomentKind.TookOver, Cancel) == 1);
        var mark = await database.ServiceMoments.SingleAsync(static moment => moment.Kind == ServiceMomentKind.TookOver, Cancel);
        Assert.Contains("asked for by", mark.Detail, StringComparison.Ordinal);
        Assert.Equal(1, await database.ServiceMoments.CountAsync(static moment => moment.Kind == ServiceMomentKind.TakeOverFailed, Cancel));
    }

    /// <summary>The running process must not lose its portal to one that cannot use the database.</summary>
    [Fact]
    public async Task Upgrade_DatabaseIsAMigrationBehind_IsRefusedOrAppliedAsSet()
    {
        await using var portal = await UpgradedPortal.StartAsync();
        await portal.GoBackOneMigrationAsync();

        var why = await portal.TryUpgradeAsync("/bin/sh", "-c", $"exec {PortalProcess.Program} \"$@\" --Database:Migrate=Check", "sh");

        Assert.Contains("db migrate", why, StringComparison.Ordinal);
        Assert.True(portal.Current.IsRunning);
        await portal.ConverseAsync();
        Assert.Single(await portal.PendingMigrationsAsync());

        var result = await portal.UpgradeAsync();
        Assert.True(result.ExitCode == 0, result.Error + portal.Output);
        Assert.Empty(await portal.PendingMigrationsAsync());
        await portal.ConverseAsync();
        await Eventually.TrueAsync(async () => (await RowsAsync(portal)).Count == 2);
    }

    [Fact]
    public async Task Upgrade_DatabaseIsAnother_OldProcessGoesOn()
    {
        await using var portal = await UpgradedPortal.StartAsync();

        var why = await portal.TryUpgradeAsync("/bin/sh", "-c", $"exec {PortalProcess.Program} \"$@\" --Database:ConnectionString=nonsense", "sh");

        Assert.NotEmpty(why);
        await AssertServesAsync(portal);
    }

    [Fact]
    public async Task Upgrade_NotAProgramOfOurs_OldProcessGoesOn()
    {
        await using var portal = await UpgradedPortal.StartAsync();

        Assert.Contains("exit code 1", await portal.TryUpgradeAsync("/bin/false"), StringComparison.Ordinal);
        Assert.NotEmpty(await portal.TryUpgradeAsync("/nonexistent"));
        await AssertServesAsync(portal);
    }

    /// <summary>The new process is killed when it has printed this, as often as said: it asks; it has a policy; it accepts.</summary>
    [Theory]
    [InlineData("asks to take over", 1)]
    [InlineData("is in force", 2)]
    [InlineData("accepts connections on", 3)]
    public async Task Successor_KilledOnItsWay_OldProcessGoesOn(string printed, int times)
    {
        await using var portal = await UpgradedPortal.StartAsync();
        var upgrading = portal.UpgradeAsync();
        await portal.WaitForAsync(printed, times);

        UpgradedPortal.Signal("KILL", portal.Successor);

        var result = await upgrading;
        Assert.SkipWhen(result.ExitCode == 0, "It had taken over before it was killed.");
        Assert.Equal(5, result.ExitCode);
        await AssertServesAsync(portal);
    }

    /// <summary>The old process is killed when the new one has printed this. The new one has its sockets by then.</summary>
    [Theory]
    [InlineData("is in force", 2)]
    [InlineData("accepts connections on", 3)]
    public async Task Predecessor_KilledOnTheWay_NewProcessServes(string printed, int times)
    {
        await using var portal = await UpgradedPortal.StartAsync();
        var upgrading = portal.UpgradeAsync();
        await portal.WaitForAsync(printed, times);

        UpgradedPortal.Signal("KILL", portal.Current);

        await upgrading;
        portal.Adopt(portal.Successor);
        await portal.ConverseAsync(); // waited in the queue of the shared socket
        await portal.WaitForAsync("Took over from process", 1);
        await Eventually.TrueAsync(async () => (await portal.UpgradeAsync()).ExitCode == 0); // as soon as its socket is open
    }

    /// <summary>A disk that takes nothing at all: the old process alone has the last connections, so it goes on until it can store them.</summary>
    [Fact]
    public async Task Upgrade_DiskIsFull_NobodyIsRefusedAndNoRecordIsLost()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 24);
        await using var portal = await UpgradedPortal.StartAsync(folder: disk.Folder);
        var old = portal.Current;
        disk.Fill();
        for (var i = 0; i < 20; i++) await portal.ConverseAsync();
        await portal.WaitForAsync("Storing connections is waiting for the database", 1);

        var result = await portal.UpgradeAsync();

        Assert.True(result.ExitCode == 5, result.Output + portal.Output);
        Assert.Contains("connections are only in the memory of the running process", result.Error, StringComparison.Ordinal);
        Assert.True(old.IsRunning);
        for (var i = 0; i < 20; i++) await portal.ConverseAsync();

        await disk.FreeAsync();
        await Eventually.TrueAsync(async () => (await RowsAsync(portal)).Count == 40);
        await AssertServesAsync(portal);
        await portal.StopAsync();
        var rows = await RowsAsync(portal);
        Assert.Equal((42, 42), (rows.Count, rows.Select(static row => row.Id).Distinct().Count()));
        Assert.All(rows, static row => Assert.Equal(RecordState.Ended, row.State));
    }

    [Fact]
    public async Task Upgrade_TwoAtOnce_OneTakesOver()
    {
        await using var portal = await UpgradedPortal.StartAsync();

        var results = await Task.WhenAll(portal.UpgradeAsync(), portal.UpgradeAsync());

        Assert.Single(results, static result => result.ExitCode == 0);
        await portal.ConverseAsync();
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_NamesTheVerb()
    {
        await using var portal = await UpgradedPortal.StartAsync();

        var second = await PortalProcess.RunAsync(portal.Settings);

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("upgrade", second.Error, StringComparison.Ordinal);
    }

    private static async Task AssertServesAsync(UpgradedPortal portal)
    {
        Assert.True(portal.Current.IsRunning);
        await portal.ConverseAsync();

        // Nothing is left half given up: a later upgrade works.
        var again = await portal.UpgradeAsync();
        Assert.True(again.ExitCode == 0, again.Error + portal.Output);
        await portal.ConverseAsync();
    }

    private static async Task<AuditEntry> EntryAsync(UpgradedPortal portal, string action)
    {
        await using var database = portal.Database();
        AuditEntry? entry = null;
        await Eventually.TrueAsync(async () => (entry = await database.AuditEntries.AsNoTracking().FirstOrDefaultAsync(each => each.Action == action, Cancel)) is not null);
        return entry!;
    }

    private static async Task<IReadOnlyList<ConnectionRecord>> RowsAsync(UpgradedPortal portal)
    {
        await using var database = portal.Database();
        return await database.ConnectionRecords.AsNoTracking().ToListAsync(Cancel);
    }
}
