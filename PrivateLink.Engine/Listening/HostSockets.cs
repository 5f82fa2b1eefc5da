using PrivateLink.Engine.Descriptors;

namespace PrivateLink.Engine.Listening;

/// <summary>
/// The connections that the host of the engine takes, such as those of browsers: how many there may be, and how many there are. Each takes a descriptor
/// that the engine then lacks, and a process without descriptors ends. Thread-safe.
/// </summary>
/// <param name="most">How many there may be; null for what the limit of descriptors allows.</param>
public sealed class HostSockets(int? most = null)
{
    private int _open;

    /// <summary>How many there may be. The host keeps to it.</summary>
    public int Most { get; } = most ?? new DescriptorBudget(DescriptorLimit.Raise() ?? int.MaxValue).HostSockets;

    /// <summary>How many there are.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Tells of one more.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>Tells that one has been closed.</summary>
    public void Closed() => Interlocked.Decrement(ref _open);
}
