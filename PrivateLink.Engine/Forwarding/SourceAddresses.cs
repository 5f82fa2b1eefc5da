using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The local addresses that upstreams are connected to from, in turn (<c>Engine:Upstreams:SourceAddresses</c>). Each has its own ports towards every
/// upstream address. Without any the system chooses. Thread-safe.
/// </summary>
internal sealed class SourceAddresses(IOptions<EngineOptions> options)
{
    private readonly IPAddress[] _ipv4 = Of(options, AddressFamily.InterNetwork);
    private readonly IPAddress[] _ipv6 = Of(options, AddressFamily.InterNetworkV6);
    private uint _turn;

    /// <summary>How many there are for an upstream address.</summary>
    public int CountFor(IPEndPoint upstream) => For(upstream).Length;

    /// <summary>Whose turn it is: once for a connection, so that its further attempts are from others, whatever other connections do meanwhile.</summary>
    public uint NextTurn() => Interlocked.Increment(ref _turn);

    /// <summary>The one of a turn; null to let the system choose.</summary>
    public IPAddress? Of(IPEndPoint upstream, uint turn)
    {
        var sources = For(upstream);
        return sources.Length == 0 ? null : sources[(int)(turn % (uint)sources.Length)];
    }

    private IPAddress[] For(IPEndPoint upstream) => upstream.AddressFamily == AddressFamily.InterNetwork ? _ipv4 : _ipv6;

    private static IPAddress[] Of(IOptions<EngineOptions> options, AddressFamily family) =>
        [.. options.Value.Upstreams.SourceAddresses.Select(IPAddress.Parse).Where(address => address.AddressFamily == family)];
}
