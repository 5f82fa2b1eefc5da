using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class ConnectionLogRegistrationTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>The engine's last reports while the host stops are stored.</summary>
    [Fact]
    public async Task Host_Stopped_HasStoredEverything()
    {
        const int Connections = 2_000;
        using var host = Host();
        await host.StartAsync(Cancel);
        var sink = host.Services.GetRequiredService<IDecisionSink>();

        for (var id = 1; id <= Connections; id++)
        {
            var decision = TestDecision.Of(id, Verdict.Denied) with { LinkId = TestPolicy.AwsLink, Time = DateTimeOffset.UtcNow };
            sink.OnDecision(decision);
            if (id % 100 != 0) sink.OnClosed(TestDecision.Closed(decision));
        }

        await host.StopAsync(Cancel);

        await using var context = _database.CreateDbContext();
        Assert.Equal(Connections, await context.ConnectionRecords.CountAsync(Cancel));
        Assert.Equal(Connections / 100, await context.ConnectionRecords.CountAsync(record => record.State == RecordState.Open, Cancel));
        Assert.Equal(Connections, await context.HourlyRollUps.SumAsync(rollUp => rollUp.Connections, Cancel));
        Assert.Equal(Connections, (await context.LinkObservations.SingleAsync(Cancel)).Connections);
        Assert.Empty(await context.RecordGaps.ToListAsync(Cancel));
    }

    [Fact]
    public async Task Reports_AskedForByATenant_TellWhatIsKeptAndNothingOfOthers()
    {
        using var host = Host();
        await host.StartAsync(Cancel);
        var reports = host.Services.GetRequiredService<RecordsReports>();

        var keep = new RetentionLimits(TimeSpan.FromDays(30), TimeSpan.FromDays(400));
        Assert.Equal(new RecordsReport(keep, null, null), reports.Read(Caller.Tenant("mia", Guid.NewGuid())));
        Assert.Equal(new RecordsReport(keep, new RecordCounts(0, 0), null), reports.Read(Caller.Company("ada")));
        await host.StopAsync(Cancel);
    }

    private IHost Host()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging().AddMetrics();
        builder.Services.AddSingleton<IDbContextFactory<PortalDbContext>>(_database);
        builder.Services.AddOptions<EngineOptions>();
        builder.Services.AddSingleton<TrustedClock>();
        builder.Services.AddConnectionLog();
        return builder.Build();
    }
}
