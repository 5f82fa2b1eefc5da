using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Turns an upstream's hosts into addresses. Names are asked for again after a short while; when that fails, the last answer is
/// used on: a resolver's outage must not cut traffic. Addresses written as such are read once. Thread-safe.
/// </summary>
internal sealed class AddressResolver(TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<Upstream, IPEndPoint[]> _literals = new();

    /// <summary>All addresses of an upstream; empty when none resolves and none ever has.</summary>
    public ValueTask<IReadOnlyList<IPEndPoint>> ResolveAsync(Upstream upstream, CancellationToken cancellation)
    {
        var literals = _literals.GetValue(upstream, LiteralsOf);
        return literals.Length == upstream.Addresses.Count ? new(literals) : LookUpAsync(upstream, cancellation);
    }

    private static IPEndPoint[] LiteralsOf(Upstream upstream) =>
        [.. upstream.Addresses
            .Select(static address => IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port) : null)
            .OfType<IPEndPoint>()];

    private async ValueTask<IReadOnlyList<IPEndPoint>> LookUpAsync(Upstream upstream, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), patience, Patience, Timeout.InfiniteTimeSpan);
        var addresses = new List<IPEndPoint>(upstream.Addresses.Count);
        foreach (var address in upstream.Addresses)
            foreach (var ip in await LookUpAsync(address.Host, patience.Token))
                addresses.Add(new IPEndPoint(ip, address.Port));
        return addresses;
    }

    private async ValueTask<IReadOnlyList<IPAddress>> LookUpAsync(string host, CancellationToken cancellation)
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
