using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Turns an upstream's hosts into addresses. Names are asked for again after a short while; when that fails, the last answer is
/// used on: a resolver's outage must not cut traffic. Thread-safe.
/// </summary>
internal sealed class AddressResolver(TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All addresses of an upstream; empty when none resolves and none ever has.</summary>
    public async ValueTask<IReadOnlyList<IPEndPoint>> ResolveAsync(Upstream upstream, CancellationToken cancellation)
    {
        var addresses = new List<IPEndPoint>(upstream.Addresses.Count);
        foreach (var address in upstream.Addresses)
            foreach (var ip in await ResolveAsync(address.Host, cancellation))
                addresses.Add(new IPEndPoint(ip, address.Port));
        return addresses;
    }

    private async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal)) return [literal];
        var known = _answers.TryGetValue(host, out var answer);
        if (known && time.GetElapsedTime(answer.At) < Freshness) return answer.Addresses;

        try
        {
            answer = new(await Dns.GetHostAddressesAsync(host, cancellation), time.GetTimestamp());
            _answers[host] = answer;
            return answer.Addresses;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return known ? answer.Addresses : [];
        }
    }

    private readonly record struct Answer(IReadOnlyList<IPAddress> Addresses, long At);
}
