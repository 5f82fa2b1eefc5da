using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Stores parts that many resources share only once. A million resources refer to the same few services and upstreams.</summary>
internal sealed class SharedParts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Upstream> _upstreams = [];

    public string Of(string text) => _texts.TryGetValue(text, out var known) ? known : _texts[text] = text;

    /// <summary>Of two states of an upstream, the later one applies to everything read after it.</summary>
    public Upstream Of(Upstream upstream)
    {
        if (_upstreams.TryGetValue(upstream.Id, out var known) && Same(known, upstream)) return known;
        return _upstreams[upstream.Id] = upstream;
    }

    private static bool Same(Upstream left, Upstream right) =>
        left.Name == right.Name && left.SendProxyHeader == right.SendProxyHeader && left.Addresses.SequenceEqual(right.Addresses);
}
