using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Operations.Now;

/// <summary>
/// What an administrator at the machine needs to know first, all from memory. Any account of the machine may read it, so it contains no full link ID
/// or client address.
/// </summary>
/// <param name="Node">This engine.</param>
/// <param name="Time">When the report was made, in UTC.</param>
/// <param name="Engine">The state of the engine.</param>
/// <param name="Open">Open connections, with or without a decision.</param>
/// <param name="PerSecond">Decisions per second over the last few seconds.</param>
/// <param name="FiveMinutes">Decisions of the last five minutes, by outcome.</param>
/// <param name="Failing">Background work that failed within the last minute.</param>
/// <param name="Refusals">The latest denied or failed connections, newest first.</param>
/// <param name="Decisions">The latest connections of all, newest first.</param>
public sealed record NowReport(
    string Node, DateTimeOffset Time, EngineCondition Engine, int Open, double PerSecond, IReadOnlyDictionary<string, int> FiveMinutes,
    NowPolicy Policy, NowDatabase Database, NowRecords Records, IReadOnlyList<NowListener> Listeners, IReadOnlyList<NowUpstream> Upstreams,
    IReadOnlyList<string> Failing, IReadOnlyList<NowDecision> Refusals, IReadOnlyList<NowDecision> Decisions)
{
    /// <summary>Earlier processes that this one took over from and that still drain.</summary>
    public IReadOnlyList<NowPredecessor> Predecessors { get; init; } = [];

    /// <summary>When and why the last upgrade failed; null if none has failed in this process.</summary>
    public string? FailedUpgrade { get; init; }
}

/// <summary>An earlier process that still drains.</summary>
/// <param name="Process">Its number.</param>
/// <param name="Version">The version of its program; null if another process took over from it.</param>
/// <param name="Connections">Its open connections, as it last said.</param>
public sealed record NowPredecessor(int Process, string? Version, int? Connections);

/// <summary>The policy in force.</summary>
/// <param name="Revision">The revision; null before the first policy, when every connection is denied.</param>
/// <param name="Since">When it came into force.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Waits">What is saved but not in force, and any problems with the files; empty if there are none.</param>
public sealed record NowPolicy(long? Revision, DateTimeOffset? Since, string Origin, IReadOnlyList<string> Waits);

/// <summary>The database.</summary>
/// <param name="State"><c>answers</c>, <c>takes no connections</c>, <c>takes nothing</c> or <c>away</c>.</param>
/// <param name="Since">When the problem began; null while everything works.</param>
/// <param name="Problem">Why, and what to do.</param>
public sealed record NowDatabase(string State, DateTimeOffset? Since, string? Problem)
{
    internal const string Answers = "answers";
    internal const string StoresNoConnections = "takes no connections";
    internal const string SavesNothing = "takes nothing";
    internal const string Away = "away";
}

/// <summary>Connection records on their way to the database.</summary>
/// <param name="Waiting">Those still in memory.</param>
/// <param name="Stored">Those stored since the process started. The next counts also start there.</param>
/// <param name="Sampled">Those left out by sampling.</param>
/// <param name="Lost">Those lost by a fault.</param>
/// <param name="Error">Why nothing can be stored at present.</param>
public sealed record NowRecords(int Waiting, long Stored, long Sampled, long Lost, string? Error);

/// <summary>A configured listener.</summary>
/// <param name="Address">The bound address; null when the listener is not bound.</param>
/// <param name="FiveMinutes">Decisions of the last five minutes, by outcome.</param>
public sealed record NowListener(string Name, string? Address, string Header, IReadOnlyDictionary<string, int> FiveMinutes);

/// <summary>An upstream of the policy in force.</summary>
/// <param name="State"><c>up</c>, <c>impaired</c> or <c>down</c>.</param>
public sealed record NowUpstream(string Name, string State, int Hosts, int Connections);

/// <summary>A connection.</summary>
/// <param name="Link">The last characters of its link ID.</param>
/// <param name="Network">The network that it came from.</param>
public sealed record NowDecision(string Id, DateTimeOffset Time, Outcome Outcome, string Reason, string? Host, string? Link, string? Network, string Listener);
