using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.ConnectionLog.Empties;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.FirstSteps;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Marks;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Revisions;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Tenants;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Portal.Web;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Components;

/// <summary>The base for page tests: the portal's own services on their own database with the demonstration's rows, without an engine.</summary>
public abstract class PageTest : ComponentTest, IAsyncLifetime
{
    private static readonly Lazy<Task<string>> Template = new(SeedTemplateAsync);

    private readonly string _database = NewPath();
    private readonly WebApplication _portal;

    protected PageTest()
    {
        _portal = BuildOn(_database);
        Reader.Become(Company);
        Services.AddSingleton(_portal.Services.GetRequiredService<ResourceService>());
        Services.AddSingleton(_portal.Services.GetRequiredService<EngineReports>());
        Services.AddSingleton(_portal.Services.GetRequiredService<DatabaseState>());
        Services.AddSingleton(_portal.Services.GetRequiredService<OnThisMachine>());
        Services.AddSingleton(_portal.Services.GetRequiredService<TrustedClock>());
        Services.AddSingleton(_portal.Services.GetRequiredService<AuditLog>());
        Services.AddSingleton(_portal.Services.GetRequiredService<TenantNotices>());
        Services.AddSingleton(Log);
        foreach (var service in (Type[])
            [
                typeof(OnboardingService), typeof(TimelineService), typeof(ClaimService), typeof(VerificationService), typeof(EnforcementService), typeof(EmergencyService),
                typeof(PrivateEndpointService), typeof(HandoverService), typeof(PortalAddress),
                typeof(PublishingService), typeof(PendingEndpointService), typeof(ProtectionService),
            ])
            Services.AddSingleton(service, _portal.Services.GetRequiredService(service));
        Share<StoredConnections>();
        Share<LinkSights>();
        Share<HostTraffic>();
        Share<LinkHolders>();
        Share<SwitchedOff>();
        Share<DisabledLinks>();
        Share<WhoDisabled>();
        Share<ConnectivityService>();
        Share<ConnectivitySearch>();
        Share<ConnectivitySources>();
        Share<EmptyResults>();
        Share<EvidenceService>();
        Share<SavedViews>();
        Share<FilterSuggestions>();
        Share<TenantNames>();
        Share<RecordsReports>();
        Share<ConnectionExplanations>();
        Share<ConnectionClosings>();
        Share<TrafficAtStake>();
        Share<PolicySimulator>();
        Share<ConnectionHistory>();
        Share<HistoryCharts>();
        Share<ExportRuns>();
        Share<OperationsReports>();
        Share<SettingsReports>();
        Share<SettingsInForce>();
        Share<UpstreamService>();
        Share<UpstreamChanges>();
        Share<FirstStepsService>();
        Share<PolicyRevisionLog>();
        Share<OpeningConfirmation>();
        Share<TrafficCounters>();
        Share<TroubleWatch>();
        Share<AccessTraces>();
        Share<LinkObservations>();
        Share<ConnectionShares>();
        Share<TimeMarks>();
        Share<DailyDigests>();
        Services.AddSingleton(Reader);
        Services.AddScoped<ViewerPreferences>();
        Share<KeptUndos>();
    }

    /// <summary>The user who reads the pages: an administrator of the company by default.</summary>
    protected CurrentCaller Reader { get; } = new();

    protected PolicyStatus Policy => _portal.Services.GetRequiredService<PolicyPublisher>().Status;

    protected LiveConnections Log => _portal.Services.GetRequiredService<LiveConnections>();

    private static Caller Company { get; } = Caller.Company("local");

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    /// <summary>One of the portal's own services.</summary>
    protected TService Own<TService>()
        where TService : notnull => _portal.Services.GetRequiredService<TService>();

    private ResourceService Resources => _portal.Services.GetRequiredService<ResourceService>();

    public async ValueTask InitializeAsync()
    {
        File.Copy(await Template.Value, _database);
        await _portal.Services.GetRequiredService<PolicyPublisher>().RefreshAsync();
    }

    private static string NewPath() => Path.Combine(Path.GetTempPath(), $"privatelink-page-{Guid.NewGuid():N}.db");

    private static WebApplication BuildOn(string database) =>
        Program.Build(["--Demonstration:Enabled=true", $"--Database:Path={database}", "--Logging:LogLevel:PrivateLink=None"]);

    /// <summary>A database migrated and seeded once per run.</summary>
    private static async Task<string> SeedTemplateAsync()
    {
        var path = NewPath();
        await using var portal = BuildOn(path);
        await portal.Services.GetRequiredService<DatabaseInitializer>().PrepareAsync();
        await portal.Services.GetRequiredService<DemoSeeder>().SeedAsync();
        SqliteTestDatabase.Settle(ConnectionStringOf(portal));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    }

    /// <summary>Adds rows to the database without the page's knowledge.</summary>
    protected async Task StoreAsync(params IEnumerable<object> rows)
    {
        await using var context = await _portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        context.AddRange(rows);
        await context.SaveChangesAsync(Cancellation);
    }

    /// <summary>A resource as currently stored.</summary>
    protected async Task<ResourceDetail> ResourceAsync(string host)
    {
        var rows = await Resources.ListAsync(Company, Cancellation);
        return (await Resources.FindAsync(Company, rows.Single(row => row.Host == host).Id, Cancellation))!;
    }

    /// <summary>Changes the database as another process would, and publishes the change.</summary>
    protected async Task ImportAsync(Action<PortalDbContext> change)
    {
        await using (var context = await _portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation))
        {
            change(context);
            await context.SaveChangesAsync(Cancellation);
        }

        await _portal.Services.GetRequiredService<PolicyPublisher>().RefreshAsync(Cancellation);
    }

    /// <summary>Saves a resource without the page's knowledge.</summary>
    protected async Task SaveAsync(ResourceDetail resource) =>
        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(Company, resource.Id, resource.Version, resource.Draft, Cancellation));

    private static string ConnectionStringOf(WebApplication portal)
    {
        using var context = portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        return context.Database.GetConnectionString()!;
    }

    private void Share<T>() where T : class => Services.AddSingleton(_portal.Services.GetRequiredService<T>());

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        using (var connection = new SqliteConnection(ConnectionStringOf(_portal))) SqliteConnection.ClearPool(connection);
        await _portal.DisposeAsync();
        if (Path.ChangeExtension(_database, ".policy") is var policy && Directory.Exists(policy)) Directory.Delete(policy, recursive: true);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_database)!, Path.GetFileName(_database) + "*")) File.Delete(file);
    }
}
