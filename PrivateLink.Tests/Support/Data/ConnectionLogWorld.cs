using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Following;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Timekeeping;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace PrivateLink.Tests.Support.Data;

/// <summary>The path from the engine to the store, on a database of the test's choice. Nothing runs by itself; the test triggers each step.</summary>
internal sealed class ConnectionLogWorld : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public ConnectionLogWorld(IDbContextFactory<PortalDbContext> contexts, FakeTimeProvider time, RecordsOptions? settings = null, string? journal = null)
    {
        var options = Options.Create(settings ?? new RecordsOptions());
        var engine = Options.Create(new EngineOptions { Node = "test", Listeners = { ["azure"] = new ListenerOptions { Service = "SaaS-Azure" } } });
        var metrics = new RecordMetrics(Meters);

        Unstored = new UnstoredRecords(metrics);
        Channel = new DecisionChannel(Unstored);
        Sights = new LinkSights(contexts, time);
        Live = new LiveConnections(Sights, time, Channel, NullLogger<LiveConnections>.Instance);
        Counters = new TrafficCounters(time);
        var (folder, run) = (new JournalFolder(journal), ReportRun.Begin());
        var records = new RecordStore(contexts);
        var rollUpStore = new RollUpStore(contexts, records, time, NullLogger<RollUpStore>.Instance);
        var observationStore = new ObservationStore(contexts, new ListenerServices(engine), records, time, NullLogger<ObservationStore>.Instance);
        Journal = new RecordJournal(folder, run, time, NullLogger<RecordJournal>.Instance);
        Links = new LinkWatch();
        RollUps = new RollUpCounters(time);
        Backlog = new RecordBacklog(options, Unstored, metrics, Journal, time);
        Pump = new DecisionPump(
            Channel, Journal, Live, new ConnectionFollowers(), Counters, new TroubleWatch(Sights, new ListenerServices(engine), time), Links, new PeerWatch(),
            RollUps, Backlog, TimeProvider.System, NullLogger<DecisionPump>.Instance);
        Writer = new RecordWriter(Backlog, records, metrics, new SuccessionState(takeOver: null), engine, time, NullLogger<RecordWriter>.Instance);
        RollUpWriter = new RollUpWriter(RollUps, rollUpStore, run, time, NullLogger<RollUpWriter>.Instance);
        ObservationWriter = new ObservationWriter(
            Links, observationStore, run, new ObservationSignal(time, NullLogger<ObservationSignal>.Instance), time, NullLogger<ObservationWriter>.Instance);
        Upkeep = new JournalUpkeep(folder, Journal, records, RollUps, rollUpStore, Links, observationStore, new SuccessionState(takeOver: null), contexts, time, NullLogger<JournalUpkeep>.Instance);
        Clock = new TrustedClock(contexts, time, NullLogger<TrustedClock>.Instance);
        Clock.Believe();
        Retention = new RecordRetention(contexts, options, metrics, Clock, time, NullLogger<RecordRetention>.Instance);
    }

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public UnstoredRecords Unstored { get; }

    public DecisionChannel Channel { get; }

    public RecordJournal Journal { get; }

    public JournalUpkeep Upkeep { get; }

    public LinkSights Sights { get; }

    public LiveConnections Live { get; }

    public TrafficCounters Counters { get; }

    public LinkWatch Links { get; }

    public RollUpCounters RollUps { get; }

    public RecordBacklog Backlog { get; }

    public DecisionPump Pump { get; }

    public RecordWriter Writer { get; }

    public RollUpWriter RollUpWriter { get; }

    public ObservationWriter ObservationWriter { get; }

    public RecordRetention Retention { get; }

    /// <summary>Trusted until a test makes it jump.</summary>
    public TrustedClock Clock { get; }

    public void Dispose()
    {
        Pump.Dispose();
        Writer.Dispose();
        RollUpWriter.Dispose();
        ObservationWriter.Dispose();
        Retention.Dispose();
        Upkeep.Dispose();
        Journal.Dispose();
        _services.Dispose();
    }
}
