using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The local addresses to connect to upstreams from, used in turn (<c>Engine:Upstreams:SourceAddresses</c>). Each has its own range of ports for
/// every upstream address. If none is configured, the system chooses. Thread-safe.
/// </summary>
internal sealed class SourceAddresses(IOptions<EngineOptions> options)
{
    private readonly IPAddress[] _ipv4 = Of(options, AddressFamily.InterNetwork);
    private readonly IPAddress[] _ipv6 = Of(options, AddressFamily.InterNetworkV6);
    private uint _turn;

    /// <summary>The number of source addresses for an upstream address.</summary>
    public int CountFor(IPEndPoint upstream) => For(upstream).Length;

    /// <summary>
    /// The next turn. Taken once per connection, so that its further attempts use other source addresses, whatever other connections do meanwhile.
    /// </summary>
    public uint NextTurn() => Interlocked.Increment(ref _turn);

    /// <summary>The source address of a turn; null lets the system choose.</summary>
    public IPAddress? Of(IPEndPoint upstream, uint turn)
    {
        var sources = For(upstream);
        return sources.Length == 0 ? null : sources[(int)(turn % (uint)sources.Length)];
    }

    private IPAddress[] For(IPEndPoint upstream) => upstream.AddressFamily == AddressFamily.InterNetwork ? _ipv4 : _ipv6;

    private static IPAddress[] Of(IOptions<EngineOptions> options, AddressFamily family) =>
        [.. options.Value.Upstreams.SourceAddresses.Select(IPAddress.Parse).Where(address => address.AddressFamily == family)];
}
