using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Turns an upstream's host into addresses. Names are asked for again after a short while; when that fails, the last answer is
/// used on: a resolver's outage must not cut traffic. Thread-safe.
/// </summary>
internal sealed class AddressResolver(TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The addresses of a host; empty when it does not resolve and never has.</summary>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
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
