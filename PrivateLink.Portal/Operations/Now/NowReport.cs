using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Operations.Now;

/// <summary>What somebody at the machine needs to know first, all of it from memory. Any account of the machine may ask, so it names no link ID and no client whole.</summary>
/// <param name="Node">This engine.</param>
/// <param name="Time">When it was made, UTC.</param>
/// <param name="Engine">What the engine is doing.</param>
/// <param name="Open">Open connections, decided or not.</param>
/// <param name="PerSecond">Decisions a second, of the last few seconds.</param>
/// <param name="FiveMinutes">Decisions of the last five minutes, by outcome.</param>
/// <param name="Failing">Work in the background that failed within the last minute.</param>
/// <param name="Refusals">The last that were denied or failed, newest first.</param>
/// <param name="Decisions">The last of all, newest first.</param>
public sealed record NowReport(
    string Node, DateTimeOffset Time, EngineCondition Engine, int Open, double PerSecond, IReadOnlyDictionary<string, int> FiveMinutes,
    NowPolicy Policy, NowDatabase Database, NowRecords Records, IReadOnlyList<NowListener> Listeners, IReadOnlyList<NowUpstream> Upstreams,
    IReadOnlyList<string> Failing, IReadOnlyList<NowDecision> Refusals, IReadOnlyList<NowDecision> Decisions);

/// <summary>The policy in force.</summary>
/// <param name="Revision">Null before the first one, when everything is denied.</param>
/// <param name="Since">When it came into force.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Waits">What is saved or seen and not in force, and what is wrong with the files; empty when nothing is.</param>
public sealed record NowPolicy(long? Revision, DateTimeOffset? Since, string Origin, IReadOnlyList<string> Waits);

/// <summary>The database.</summary>
/// <param name="State"><c>answers</c>, <c>takes no connections</c>, <c>takes nothing</c> or <c>away</c>.</param>
/// <param name="Since">Since when not everything works; null while it does.</param>
/// <param name="Problem">Why, and what to do.</param>
public sealed record NowDatabase(string State, DateTimeOffset? Since, string? Problem);

/// <summary>Connections on their way into the database.</summary>
/// <param name="Waiting">In memory.</param>
/// <param name="Stored">Since the process started, as the others.</param>
/// <param name="Sampled">Left out on purpose.</param>
/// <param name="Lost">Without a row against our will.</param>
/// <param name="Error">Why nothing is stored at the moment.</param>
public sealed record NowRecords(int Waiting, long Stored, long Sampled, long Lost, string? Error);

/// <summary>A listener of the settings.</summary>
/// <param name="Address">What is bound; null when it is not.</param>
/// <param name="FiveMinutes">Decisions of the last five minutes, by outcome.</param>
public sealed record NowListener(string Name, string? Address, string Header, IReadOnlyDictionary<string, int> FiveMinutes);

/// <summary>An upstream of the policy in force.</summary>
/// <param name="State"><c>up</c>, <c>impaired</c> or <c>down</c>.</param>
public sealed record NowUpstream(string Name, string State, int Hosts, int Connections);

/// <summary>A connection.</summary>
/// <param name="Link">The last characters of its link ID.</param>
/// <param name="Network">Where it came from, as a network.</param>
public sealed record NowDecision(string Id, DateTimeOffset Time, Outcome Outcome, string Reason, string? Host, string? Link, string? Network, string Listener);
