using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Succession;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Operations.Now;

/// <summary>Builds the report, without a database, for an administrator at the machine.</summary>
internal sealed class NowReports(
    EngineReports engine, OperationsReports operations, LiveConnections connections, RecordBacklog backlog, RecordWriter records, UnstoredRecords unstored,
    DatabaseState database, BackgroundWork background, SuccessionState succession, IOptions<EngineOptions> options, TimeProvider time)
{
    private const int LastRefusals = 10;
    private const int LastDecisions = 20;
    private const int ShownCharacters = 4;

    /// <summary>Any account of the machine may ask without limit. The search for refusals holds the lock that decisions need.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    /// <summary>There is no sign-in here. The contents of the report decide what people on the machine may see.</summary>
    private static readonly Caller Machine = Caller.Company("this machine", CompanyRole.Operator);

    private readonly Lock _lock = new();
    private (NowReport Report, long ReadAt)? _last;

    /// <summary>Builds the report at most once a second, for all requests.</summary>
    public NowReport Read()
    {
        lock (_lock)
        {
            if (_last is not { } last || time.GetElapsedTime(last.ReadAt) >= KeptFor) _last = last = (Make(), time.GetTimestamp());
            return last.Report;
        }
    }

    private NowReport Make()
    {
        var report = engine.Read(Machine);
        var counters = connections.Counters(Machine);
        return new(
            options.Value.Node, time.GetUtcNow(), report.Condition, report.OpenConnections ?? 0, counters.PerSecond,
            ByOutcome(outcome => counters.Seconds.Sum(second => second.Of(outcome))),
            PolicyOf(report.Policy), DatabaseOf(database.Trouble),
            new(backlog.Count, records.Stored, unstored.Sampled, unstored.Lost, records.Error is { } error ? database.Problem ?? error : null),
            [.. operations.Listeners(Machine).Select(ListenerOf)],
            [.. operations.Upstreams(Machine).Select(upstream => new NowUpstream(upstream.Name, upstream.IsDown ? "down" : upstream.IsImpaired ? "impaired" : "up", upstream.HostCount, upstream.Connections))],
            background.Failing,
            Last(LastRefusals, static entry => entry.Whole.Outcome is Outcome.Denied or Outcome.Failed),
            Last(LastDecisions, static _ => true))
        {
            Predecessors = [.. succession.Elders.Select(PredecessorOf)],
            FailedUpgrade = succession.Failure is { } failure ? $"{failure.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {failure.Text}" : null,
        };
    }

    private NowPredecessor PredecessorOf(ElderProcess elder) =>
        succession.TakeOver is { } takeOver && takeOver.Predecessor == elder ? new(elder.Id, takeOver.Version, takeOver.Draining) : new(elder.Id, null, null);

    private static NowPolicy PolicyOf(PolicyStatus policy) => new(
        policy.Revision, policy.Since,
        policy.FromDisk is { } compiled ? $"the disk, as of {compiled.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: the database has not been read yet" : "the database",
        [
            .. ((string?[])
            [
                policy.PendingError is { } error ? $"The last saved change is not in force: {error}" : null,
                policy.DoubtExplained,
                policy.HeldBack.Count > 0 ? $"Changes to {policy.HeldBack.Count} hosts are waiting for an administrator." : null,
                policy.NotOnDisk is { } notOnDisk ? $"It is not on disk: {notOnDisk}" : null,
                policy.DiskShort,
            ]).OfType<string>(),
            .. policy.Damage,
        ]);

    private static NowDatabase DatabaseOf(DatabaseTrouble? trouble) => new(
        trouble switch { null => NowDatabase.Answers, { IsAway: true } => NowDatabase.Away, { TakesSmallWrites: true } => NowDatabase.StoresNoConnections, _ => NowDatabase.SavesNothing },
        trouble?.Since, trouble?.Problem);

    private static NowListener ListenerOf(ListenerReport listener) => new(
        listener.Name, listener.Address?.ToString(),
        listener.Options.ProxyProtocol == ProxyProtocolMode.Off ? "not accepted" : $"{listener.Options.Provider}{(listener.TrustsEveryone ? ", from everyone" : "")}",
        ByOutcome(outcome => (int)listener.Of(outcome)));

    private static Dictionary<string, int> ByOutcome(Func<Outcome, int> count) =>
        new[] { Outcome.Allowed, Outcome.Failed, Outcome.Denied, Outcome.Audited, Outcome.None }.ToDictionary(Outcomes.CodeOf, count);

    private NowDecision[] Last(int take, Func<ConnectionEntry, bool> matches) =>
        [.. connections.Entries(Machine, matches, take).Select(entry => DecisionOf(entry.Whole))];

    private static NowDecision DecisionOf(ConnectionView connection) => new(
        $"{connection.Id}", connection.Time, connection.Outcome, connection.Description.Code, connection.Host ?? connection.ServerName, LastOf(connection.LinkId),
        connection.Client is { } client ? SourceNetwork.Of(client).ToString() : null, connection.Listener);

    private static string? LastOf(LinkId? link) => link?.ToString() is { } text ? $"…{text[^Math.Min(ShownCharacters, text.Length / 2)..]}" : null;
}
