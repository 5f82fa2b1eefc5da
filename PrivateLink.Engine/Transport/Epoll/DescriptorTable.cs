using System.Runtime.CompilerServices;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// The owner of each descriptor. With each event the kernel returns what was registered: descriptor, side and a number that grows with every
/// registration. If the descriptor has since been closed, and perhaps reused by another connection, the number differs and the event is dropped.
/// </summary>
internal sealed class DescriptorTable
{
    private const int SideBit = 31;
    private const int RegistrationShift = 32;
    private const uint DescriptorMask = int.MaxValue;

    private Entry[] _entries = new Entry[64];
    private uint _registrations;

    public IEnumerable<IWatcher> Owners => _entries.Select(static entry => entry.Owner).OfType<IWatcher>().Distinct();

    /// <returns>The data to register with the kernel.</returns>
    public ulong Add(int descriptor, WatchedSide side, IWatcher owner)
    {
        if (descriptor >= _entries.Length) Array.Resize(ref _entries, Math.Max(descriptor + 1, 2 * _entries.Length));
        var registration = ++_registrations;
        _entries[descriptor] = new(owner, registration);
        return DataOf(descriptor, side, registration);
    }

    /// <summary>The data as registered.</summary>
    public ulong DataOf(int descriptor, WatchedSide side) => DataOf(descriptor, side, _entries[descriptor].Registration);

    public void Remove(int descriptor)
    {
        if (descriptor < _entries.Length) _entries[descriptor] = default;
    }

    /// <summary>The owner of an event; null if the event is too late.</summary>
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
