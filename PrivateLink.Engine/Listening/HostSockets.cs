using PrivateLink.Engine.Descriptors;

namespace PrivateLink.Engine.Listening;

/// <summary>
/// The connections to the engine's host, such as those of browsers: the limit and the current number. Each takes a descriptor from the engine, and a
/// process without descriptors ends. Thread-safe.
/// </summary>
/// <param name="most">The limit; null for what the limit of descriptors allows.</param>
public sealed class HostSockets(int? most = null)
{
    private int _open;

    /// <summary>The limit, which the host enforces.</summary>
    public int Most { get; } = most ?? new DescriptorBudget(DescriptorLimit.Raise() ?? int.MaxValue).HostSockets;

    /// <summary>The current number.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Counts a connection that was opened.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>Counts a connection that was closed.</summary>
    public void Closed() => Interlocked.Decrement(ref _open);
}
