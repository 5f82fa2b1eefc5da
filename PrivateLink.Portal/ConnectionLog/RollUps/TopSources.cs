using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// The networks with the most connections, found in bounded memory. Exact for up to 64 networks; with more, the least frequent gives
/// its place to the newcomer, together with its count (the "space-saving" algorithm of Metwally, Agrawal and El Abbadi). What is
/// reported is what a network has at the least, so nobody is accused of another's connections. Not thread-safe.
/// </summary>
internal sealed class TopSources
{
    public const int Reported = 20;
    private const int Places = 64;

    private readonly Dictionary<SourceNetwork, Place> _places = [];

    public void Add(SourceNetwork network)
    {
        if (_places.TryGetValue(network, out var place)) place.Count++;
        else if (_places.Count < Places) _places.Add(network, new Place { Count = 1 });
        else Replace(network);
    }

    public IEnumerable<SourceCount> Top() =>
        _places.OrderByDescending(entry => entry.Value.AtLeast).Take(Reported).Select(entry => new SourceCount(entry.Key.ToString(), entry.Value.AtLeast));

    private void Replace(SourceNetwork network)
    {
        var (least, place) = _places.MinBy(entry => entry.Value.Count);
        _places.Remove(least);
        _places.Add(network, new Place { Count = place.Count + 1, Inherited = place.Count });
    }

    private sealed class Place
    {
        public long Count { get; set; }

        /// <summary>What may belong to those who had the place before.</summary>
        public long Inherited { get; init; }

        public long AtLeast => Count - Inherited;
    }
}
