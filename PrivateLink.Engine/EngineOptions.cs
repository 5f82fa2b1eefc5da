using PrivateLink.Engine.Listening;

namespace PrivateLink.Engine;

/// <summary>The engine's settings (<c>Engine</c>). Checked at start by <see cref="EngineOptionsValidator"/>, all problems at once.</summary>
public sealed class EngineOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Engine";

    /// <summary>The name of this engine in records; the machine's name when empty.</summary>
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>The number of this engine in connection IDs, 0 to 63; different for each engine that writes to the same database.</summary>
    public int NodeNumber { get; set; }

    /// <summary>The ports, by name. The name appears in records, logs and metrics.</summary>
    public IDictionary<string, ListenerOptions> Listeners { get; init; } = new Dictionary<string, ListenerOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Deadlines.</summary>
    public TimeoutOptions Timeouts { get; init; } = new();

    /// <summary>Ceilings.</summary>
    public LimitOptions Limits { get; init; } = new();
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

    /// <summary>How long open relays may finish when the engine stops.</summary>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a denied client may still send before its connection is closed, so that it reads the alert instead of a reset.</summary>
    public TimeSpan DenyLinger { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Ceilings (<c>Engine:Limits</c>).</summary>
public sealed class LimitOptions
{
    /// <summary>Connections whose verdict is not known yet.</summary>
    public int Undecided { get; set; } = 20_000;

    /// <summary>All connections. A full house refuses with a reason instead of failing in accept.</summary>
    public int Connections { get; set; } = 100_000;
}
