using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Listening;

/// <summary>
/// Listening sockets that another process opened: the predecessor in a take-over, or systemd. Register one in the services before the engine. Each
/// socket has one taker; those that nobody takes are closed in the end. Thread-safe.
/// </summary>
public sealed class InheritedSockets(IEnumerable<PassedSocket> sockets)
{
    private readonly Lock _lock = new();
    private readonly List<(PassedSocket Socket, IPEndPoint Address)> _left = [.. sockets.Select(static socket => (socket, AddressOf(socket.Descriptor)))];

    /// <summary>The lane of connection IDs that the process before this one does not use.</summary>
    public int IdLane { get; init; }

    /// <summary>
    /// Takes the sockets of an address. The address counts, not the name: a listener may be renamed in between. Port 0 takes what has the name.
    /// </summary>
    public IReadOnlyList<int> Take(string name, IPEndPoint address)
    {
        lock (_lock)
        {
            var mine = _left.Where(each => address.Port == 0 ? each.Socket.Name == name && each.Address.Address.Equals(address.Address) : each.Address.Equals(address)).ToList();
            foreach (var each in mine) _left.Remove(each);
            return [.. mine.OrderBy(static each => each.Socket.Loop).Select(static each => each.Socket.Descriptor)];
        }
    }

    /// <summary>Closes the sockets that nobody took, since clients who wait in their queues would wait in vain.</summary>
    /// <returns>What they were called, and where they listened.</returns>
    public IReadOnlyList<string> CloseRest()
    {
        lock (_lock)
        {
            List<string> names = [.. _left.Select(static each => $"{each.Socket.Name} {each.Address}").Distinct()];
            foreach (var (socket, _) in _left) new SafeSocketHandle(socket.Descriptor, ownsHandle: true).Dispose();
            _left.Clear();
            return names;
        }
    }

    private static IPEndPoint AddressOf(int descriptor)
    {
        using var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: false));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}

/// <summary>A listening socket on its way from one process to another.</summary>
/// <param name="Name">The name of its listener.</param>
/// <param name="Loop">The index among the sockets of its listener.</param>
/// <param name="Descriptor">The descriptor, in the process that holds this value.</param>
public sealed record PassedSocket(string Name, int Loop, int Descriptor);
