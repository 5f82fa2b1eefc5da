using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Upgrades;

/// <summary>
/// One process after another takes over while clients connect. No client is refused or reset, and every connection has one record.
/// <c>scripts/takeover.sh</c> does it more often and with more clients.
/// </summary>
[Needs(Needs.Process)]
public sealed class UpgradeLoadTests
{
    private const int Clients = 32;

    private static readonly int Upgrades = Setting("PRIVATELINK_UPGRADES", otherwise: 3);
    private static readonly int Rate = Setting("PRIVATELINK_UPGRADE_RATE", otherwise: 200);

    private readonly ConcurrentDictionary<string, int> _faults = new();
    private int _made;
    private volatile bool _stop;

    [Fact]
    public async Task Upgrade_UnderLoad_RefusesAndResetsNobodyAndRecordsEachConnectionOnce()
    {
        await using var portal = await UpgradedPortal.StartAsync();
        var clock = Stopwatch.StartNew();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => ConnectAgainAndAgainAsync(portal))).ToArray();

        for (var i = 0; i < Upgrades; i++)
        {
            var enough = _made + Rate; // about a second of load between two upgrades
            var result = await portal.UpgradeAsync();
            Assert.True(result.ExitCode == 0, $"upgrade {i}: {result.Error}\n{portal.Output}");
            await Eventually.TrueAsync(() => Volatile.Read(ref _made) >= enough || !_faults.IsEmpty);
        }

        _stop = true;
        await Task.WhenAll(clients);
        var rate = _made / clock.Elapsed.TotalSeconds;
        await portal.StopAsync();

        await using var database = portal.Database();
        var rows = await database.ConnectionRecords.CountAsync(TestContext.Current.CancellationToken);
        var open = await database.ConnectionRecords.CountAsync(record => record.State != RecordState.Ended, TestContext.Current.CancellationToken);
        var summed = await database.HourlyRollUps.SumAsync(static rollUp => rollUp.Connections, TestContext.Current.CancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Upgrades} upgrades, {_made} connections, {rate:F0} a second; faults: {(_faults.IsEmpty ? "none" : string.Join(", ", _faults))}; {rows} rows, {open} without an ending, {summed} in the sums"));
        Assert.Empty(_faults);
        Assert.Equal(_made, rows);
        Assert.Equal(0, open);
        Assert.Equal(_made, summed); // both processes add to the same sums
    }

    private async Task ConnectAgainAndAgainAsync(UpgradedPortal portal)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)Clients / Rate));
        while (!_stop)
        {
            try
            {
                await portal.ConverseAsync();
            }
            catch (Exception fault)
            {
                _faults.AddOrUpdate(fault is SocketException { SocketErrorCode: var code } ? code.ToString() : fault.Message, 1, static (_, count) => count + 1);
            }

            Interlocked.Increment(ref _made);
            await pace.WaitForNextTickAsync();
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
