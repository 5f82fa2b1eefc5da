using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Resolves an upstream's hosts to addresses. Known addresses are used at once, and refreshed in the background when they are old. So a slow or
/// failed resolver neither interrupts nor delays traffic. IP literals are parsed once. Thread-safe.
/// </summary>
internal sealed class AddressResolver(NameLookup lookup, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ResolvedHost> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<Upstream, IPEndPoint[]> _literals = new();

    /// <summary>
    /// The known addresses of an upstream. Waits only if none of its hosts has ever been resolved, until the first one is. Empty if none resolves in
    /// time.
    /// </summary>
    public ValueTask<IReadOnlyList<IPEndPoint>> ResolveAsync(Upstream upstream)
    {
        var known = Known(upstream, out var asking);
        return known.Count > 0 || asking is null ? new(known) : FirstAnswerAsync(upstream, asking);
    }

    /// <summary>The addresses known now, without waiting. Old ones are refreshed in the background.</summary>
    public IReadOnlyList<IPEndPoint> Known(Upstream upstream) => Known(upstream, out _);

    private static IPEndPoint[] LiteralsOf(Upstream upstream) =>
        [.. upstream.Addresses
            .Select(static address => IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port) : null)
            .OfType<IPEndPoint>()];

    private IReadOnlyList<IPEndPoint> Known(Upstream upstream, out List<Task>? asking)
    {
        var literals = _literals.GetValue(upstream, LiteralsOf);
        asking = null;
        if (literals.Length == upstream.Addresses.Count) return literals;

        asking = [];
        foreach (var address in upstream.Addresses)
            if (!IPAddress.TryParse(address.Host, out _)) asking.Add(HostOf(address.Host).RefreshAsync());
        return Read(upstream);
    }

    private async ValueTask<IReadOnlyList<IPEndPoint>> FirstAnswerAsync(Upstream upstream, List<Task> asking)
    {
        var started = time.GetTimestamp();
        List<IPEndPoint> known = [];
        while (known.Count == 0 && asking.Count > 0 && Patience - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            Task answered = Task.WhenAny(asking);
            await answered.WaitAsync(left, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            asking.RemoveAll(static question => question.IsCompleted);
            known = Read(upstream);
        }

        return known;
    }

    private List<IPEndPoint> Read(Upstream upstream)
    {
        var addresses = new List<IPEndPoint>(upstream.Addresses.Count);
        foreach (var address in upstream.Addresses)
            if (IPAddress.TryParse(address.Host, out var literal)) addresses.Add(new(literal, address.Port));
            else addresses.AddRange(HostOf(address.Host).Addresses.Select(ip => new IPEndPoint(ip, address.Port)));
        return addresses;
    }

    private ResolvedHost HostOf(string name) => _hosts.GetOrAdd(name, static (host, state) => new(host, state.Lookup, state.Time), (Lookup: lookup, Time: time));
}
