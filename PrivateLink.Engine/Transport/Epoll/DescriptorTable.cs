using System.Runtime.CompilerServices;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// Who owns which descriptor. The kernel gives back what was registered with each event: descriptor, side and a number that grows with every registration.
/// An event for a descriptor that has meanwhile been closed, and perhaps given to another connection, finds another number here, and is dropped.
/// </summary>
internal sealed class DescriptorTable
{
    private const int SideBit = 31;
    private const int RegistrationShift = 32;
    private const uint DescriptorMask = int.MaxValue;

    private Entry[] _entries = new Entry[64];
    private uint _registrations;

    public IEnumerable<IWatcher> Owners => _entries.Select(static entry => entry.Owner).OfType<IWatcher>().Distinct();

    /// <returns>What to register with the kernel.</returns>
    public ulong Add(int descriptor, WatchedSide side, IWatcher owner)
    {
        if (descriptor >= _entries.Length) Array.Resize(ref _entries, Math.Max(descriptor + 1, 2 * _entries.Length));
        var registration = ++_registrations;
        _entries[descriptor] = new(owner, registration);
        return DataOf(descriptor, side, registration);
    }

    /// <summary>The same as was registered.</summary>
    public ulong DataOf(int descriptor, WatchedSide side) => DataOf(descriptor, side, _entries[descriptor].Registration);

    public void Remove(int descriptor)
    {
        if (descriptor < _entries.Length) _entries[descriptor] = default;
    }

    /// <summary>Whose event it is; null when it comes too late.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public IWatcher? Find(ulong data, out WatchedSide side)
    {
        side = (WatchedSide)((data >> SideBit) & 1);
        var descriptor = (uint)data & DescriptorMask;
        var entries = _entries;
        return descriptor < (uint)entries.Length && entries[descriptor].Registration == (uint)(data >> RegistrationShift) ? entries[descriptor].Owner : null;
    }

    private static ulong DataOf(int descriptor, WatchedSide side, uint registration) =>
        ((ulong)registration << RegistrationShift) | ((ulong)side << SideBit) | (uint)descriptor;

    private readonly record struct Entry(IWatcher? Owner, uint Registration);
}
