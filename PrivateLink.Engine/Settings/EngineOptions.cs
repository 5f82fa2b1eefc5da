namespace PrivateLink.Engine.Settings;

/// <summary>The engine's settings (<c>Engine</c>). Validated at start by <see cref="EngineOptionsValidator"/>, which reports all problems at once.</summary>
public sealed class EngineOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Engine";

    /// <summary>The name of this engine in records; the default is the machine's name.</summary>
    [Setting(Default = "the machine's name")]
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>The number of this engine in connection IDs, 0 to 63; different for each engine that writes to the same database.</summary>
    public int NodeNumber { get; set; }

    /// <summary>The implementation that accepts connections and moves bytes.</summary>
    public TransportKind Transport { get; set; } = TransportKind.Auto;

    /// <summary>The number of event loops of the epoll transport; empty for one per processor.</summary>
    [Setting("loops", Default = "one per processor")]
    public int? Loops { get; set; }

    /// <summary>
    /// The ports, by name. The name appears in records, logs and metrics. Never changed: the engine puts another table in its place if a listener takes
    /// other settings (<see cref="EngineSettings"/>).
    /// </summary>
    public IDictionary<string, ListenerOptions> Listeners { get; internal set; } = new Dictionary<string, ListenerOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Deadlines.</summary>
    public TimeoutOptions Timeouts { get; init; } = new();

    /// <summary>Limits. Replaced as a whole, like the ports.</summary>
    public LimitOptions Limits { get; internal set; } = new();

    /// <summary>How upstream addresses are checked and chosen.</summary>
    public UpstreamOptions Upstreams { get; init; } = new();
}

/// <summary>Deadlines (<c>Engine:Timeouts</c>), each a <see cref="TimeSpan"/> such as <c>00:00:10</c>.</summary>
public sealed class TimeoutOptions
{
    /// <summary>
    /// From accept to the end of the ClientHello: one absolute deadline that no phase restarts. Slow networks need seconds, and attackers should not
    /// get more.
    /// </summary>
    public TimeSpan Prelude { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The timeout of one attempt to connect to an upstream address.</summary>
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a relayed connection may carry no data in either direction. Long, because databases keep idle sessions.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a half-closed connection may carry no data in the other direction. Long replies survive; abandoned connections do not.</summary>
    public TimeSpan HalfClose { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the engine still accepts connections after a stop request, while it reports not ready, so that load balancers can notice. The fastest
    /// balancers of the clouds need two checks, five seconds apart.
    /// </summary>
    public TimeSpan LameDuck { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long open relays may take to finish when the engine stops.</summary>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a denied client may still send before its connection closes, so that it reads the alert instead of a reset.</summary>
    public TimeSpan DenyLinger { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Limits (<c>Engine:Limits</c>).</summary>
public sealed class LimitOptions
{
    /// <summary>Connections without a verdict yet; never more than half of all.</summary>
    [Setting("connections", IsTakenLive = true)]
    public int Undecided { get; set; } = 20_000;

    /// <summary>Bytes kept for undecided connections: one memory budget for all, instead of a buffer each.</summary>
    [Setting("bytes", IsTakenLive = true)]
    public long UndecidedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes kept for connections that wait for their upstream. One upstream may hold as many as it leaves free, so at most half.</summary>
    [Setting("bytes", IsTakenLive = true)]
    public long ConnectingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// All connections; never more than the descriptors allow. Empty derives it from the descriptor limit: half of what remains after the process's
    /// own descriptors and a reserve. A relay takes two. A full engine then refuses with a reason instead of failing in accept.
    /// </summary>
    [Setting("connections", Default = "half of what the process leaves of the descriptor limit", IsTakenLive = true)]
    public int? Connections { get; set; }

    /// <summary>Relayed connections to one resource; empty for no limit.</summary>
    [Setting("connections", IsTakenLive = true)]
    public int? PerResource { get; set; }

    /// <summary>Relayed connections through one link; empty for no limit.</summary>
    [Setting("connections", IsTakenLive = true)]
    public int? PerLink { get; set; }
}

/// <summary>How upstream addresses are checked and chosen (<c>Engine:Upstreams</c>).</summary>
public sealed class UpstreamOptions
{
    /// <summary>How often each address is checked by opening and closing a TCP connection; zero disables checks.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks in a row that must succeed before an address is used again.</summary>
    [Setting("checks")]
    public int Up { get; set; } = 2;

    /// <summary>Checks in a row that must fail before an address is no longer used.</summary>
    [Setting("checks")]
    public int Down { get; set; } = 3;

    /// <summary>Connections in a row that must fail before an address is ejected, whatever its checks say.</summary>
    [Setting("connections")]
    public int EjectAfter { get; set; } = 3;

    /// <summary>How long an address stays ejected.</summary>
    public TimeSpan EjectFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Local addresses to connect from, used in turn; empty lets the system choose. Each has about 28,200 ports for an upstream address, which limits
    /// the relays to it.
    /// </summary>
    [Setting(Default = "none: the system chooses")]
    public IList<string> SourceAddresses { get; init; } = [];
}
