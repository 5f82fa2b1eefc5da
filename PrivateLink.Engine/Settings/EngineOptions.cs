namespace PrivateLink.Engine.Settings;

/// <summary>The engine's settings (<c>Engine</c>). Checked at start by <see cref="EngineOptionsValidator"/>, all problems at once.</summary>
public sealed class EngineOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Engine";

    /// <summary>The name of this engine in records; the machine's name when empty.</summary>
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>The number of this engine in connection IDs, 0 to 63; different for each engine that writes to the same database.</summary>
    public int NodeNumber { get; set; }

    /// <summary>What accepts connections and moves bytes.</summary>
    public TransportKind Transport { get; set; } = TransportKind.Auto;

    /// <summary>Event loops of the epoll transport; empty for one per processor.</summary>
    public int? Loops { get; set; }

    /// <summary>The ports, by name. The name appears in records, logs and metrics.</summary>
    public IDictionary<string, ListenerOptions> Listeners { get; init; } = new Dictionary<string, ListenerOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Deadlines.</summary>
    public TimeoutOptions Timeouts { get; init; } = new();

    /// <summary>Ceilings.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>How upstream addresses are judged.</summary>
    public UpstreamOptions Upstreams { get; init; } = new();
}

/// <summary>Deadlines (<c>Engine:Timeouts</c>), each a <see cref="TimeSpan"/> such as <c>00:00:10</c>.</summary>
public sealed class TimeoutOptions
{
    /// <summary>From accept to the end of the ClientHello: one absolute deadline that no phase restarts. Slow networks need seconds; attackers get no more.</summary>
    public TimeSpan Prelude { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>One attempt to connect to an upstream address.</summary>
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>A relayed connection without data either way. Long, because databases keep quiet sessions.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A half-closed connection without data the other way: long answers survive, forgotten ones do not.</summary>
    public TimeSpan HalfClose { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long connections are still taken after the stop was asked for, while readiness says no: the time that a load balancer needs to notice. Two
    /// checks five seconds apart is the fastest that the clouds' balancers do.
    /// </summary>
    public TimeSpan LameDuck { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long open relays may finish when the engine stops.</summary>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a denied client may still send before its connection is closed, so that it reads the alert instead of a reset.</summary>
    public TimeSpan DenyLinger { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Ceilings (<c>Engine:Limits</c>).</summary>
public sealed class LimitOptions
{
    /// <summary>Connections whose verdict is not known yet; never more than half of all.</summary>
    public int Undecided { get; set; } = 20_000;

    /// <summary>Bytes kept for them: a memory budget for all, instead of a buffer for each.</summary>
    public long UndecidedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes kept for connections that wait for their upstream. One upstream may hold as many as it leaves free: half of them at most.</summary>
    public long ConnectingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// All connections. Empty derives it from the descriptor limit: half of what the process leaves of it besides a reserve, since a relay takes two, so
    /// that a full house refuses with a reason instead of failing in accept. Never more than the descriptors allow.
    /// </summary>
    public int? Connections { get; set; }

    /// <summary>Relayed connections to one resource; empty for no ceiling.</summary>
    public int? PerResource { get; set; }

    /// <summary>Relayed connections through one link; empty for no ceiling.</summary>
    public int? PerLink { get; set; }
}

/// <summary>How upstream addresses are judged (<c>Engine:Upstreams</c>).</summary>
public sealed class UpstreamOptions
{
    /// <summary>How often every address is tried by opening and closing a TCP connection; zero switches the checks off.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks in a row that must succeed before an address is used again.</summary>
    public int Up { get; set; } = 2;

    /// <summary>Checks in a row that must fail before an address is taken out.</summary>
    public int Down { get; set; } = 3;

    /// <summary>Connections in a row that must fail before an address is set aside, checks or not.</summary>
    public int EjectAfter { get; set; } = 3;

    /// <summary>How long it is set aside.</summary>
    public TimeSpan EjectFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Local addresses to connect from, in turn; empty lets the system choose. Each has about 28,200 ports towards an upstream address, which bounds
    /// the relays to it.
    /// </summary>
    public IList<string> SourceAddresses { get; init; } = [];
}
