using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.ConnectionLog.Empties;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Following;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.ConnectionLog;

public static class ConnectionLogRegistration
{
    /// <summary>Registers the path of a decision from the engine to the live page and into the database (<c>Records</c>).</summary>
    public static WebApplicationBuilder AddConnectionLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RecordsOptions>().BindConfiguration(RecordsOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton(services => JournalFolder.Of(
            services.GetRequiredService<IOptions<RecordsOptions>>(), services.GetRequiredService<IOptions<DatabaseOptions>>(), builder.Environment));
        builder.Services.AddConnectionLog();
        return builder;
    }

    /// <summary>
    /// Services stop in the reverse order of their registration. The engine stops first. The pump then takes the engine's last events, the writers
    /// store them, and the journal stops last.
    /// </summary>
    internal static IServiceCollection AddConnectionLog(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<RecordsOptions>, RecordsOptionsValidator>();
        services.TryAddSingleton(new JournalFolder(null));
        services.TryAddSingleton(new SuccessionState(takeOver: null));
        services.TryAddSingleton<DatabaseState>();
        services.AddSingleton(ReportRun.Begin());
        services.AddSingleton<RecordJournal>();
        services.AddSingleton<RecordMetrics>();
        services.AddSingleton<UnstoredRecords>();
        services.AddSingleton<RecordBacklog>();
        services.AddSingleton<RecordStore>();
        services.AddSingleton<RecordsReports>();
        services.AddSingleton<StoredConnections>();
        services.AddSingleton<EmptyResults>();
        services.AddSingleton(provider => new RollUpCounters(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RollUpStore>();
        services.AddSingleton(new LinkWatch());
        services.AddSingleton<ObservationStore>();
        services.AddSingleton<PeerWatch>();
        services.AddSingleton<ListenerServices>();
        services.AddSingleton<ObservationSignal>();
        services.AddSingleton<LinkObservations>();
        services.AddSingleton<ConnectionExplanations>();
        services.AddSingleton<ConnectionClosings>();
        services.AddSingleton<TrafficAtStake>();
        services.AddSingleton<PolicySimulator>();
        services.AddSingleton<LinkSights>();
        services.AddSingleton<HostTraffic>();
        services.AddSingleton<LinkHolders>();
        services.AddSingleton<SwitchedOff>();
        services.AddSingleton<DisabledLinks>();
        services.AddSingleton<WhoDisabled>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<FilterSuggestions>();
        services.AddSingleton<ConnectionHistory>();
        services.AddSingleton<HistoryCharts>();
        services.AddSingleton<DailyDigests>();
        services.AddSingleton<ConnectionExports>();
        services.AddSingleton<ExportRuns>();
        services.AddSingleton<TenantNames>();
        services.AddSingleton<TrafficCounters>();
        services.AddSingleton<TroubleWatch>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<ConnectionFollowers>();
        services.AddSingleton<DecisionChannel>();
        services.AddSingleton<IDecisionSink>(provider => provider.GetRequiredService<DecisionChannel>());

        services.AddHostedSingleton<JournalUpkeep>();
        services.AddHostedSingleton<RecordRetention>();
        services.AddHostedSingleton<RollUpWriter>();
        services.AddHostedSingleton<ObservationWriter>();
        services.AddHostedSingleton<RecordWriter>();
        services.AddHostedSingleton<DecisionPump>();
        services.AddSingleton<IDatabaseWork>(provider => provider.GetRequiredService<RecordWriter>());
        services.AddSingleton<IDatabaseWork>(provider => provider.GetRequiredService<RollUpWriter>());
        services.AddSingleton<IDatabaseWork>(provider => provider.GetRequiredService<ObservationWriter>());
        return services;
    }

    private static void AddHostedSingleton<TService>(this IServiceCollection services)
        where TService : class, IHostedService
    {
        services.AddSingleton<TService>();
        services.AddHostedService(provider => provider.GetRequiredService<TService>());
    }
}
