using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>
/// The private endpoints that a resource lists, sorted so that lookups do not allocate. Immutable and thread-safe. A value around one array: with a
/// million resources of one link each, an extra object per resource would be too much.
/// </summary>
public readonly struct LinkTable
{
    private readonly LinkGrant[]? _grants;

    /// <summary>Copies and sorts the grants. The same link ID may appear once per service.</summary>
    public LinkTable(IEnumerable<LinkGrant> grants)
    {
        LinkGrant[] sorted = [.. grants];
        if (sorted.Length == 0) return;
        if (sorted.Length > 1) Array.Sort(sorted, Order);
        _grants = sorted;
    }

    /// <summary>A table without grants: an enforced resource with it denies every connection.</summary>
    public static LinkTable Empty => default;

    /// <summary>All grants, in the order of their link IDs.</summary>
    public IReadOnlyList<LinkGrant> Grants => _grants ?? [];

    /// <summary>The grants of one link ID: one per service it is listed under, usually one or none.</summary>
    public ReadOnlySpan<LinkGrant> Find(LinkId linkId)
    {
        if (_grants is null) return [];
        var low = 0;
        var high = _grants.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_grants[middle].LinkId < linkId) low = middle + 1;
            else high = middle;
        }

        var end = low;
        while (end < _grants.Length && _grants[end].LinkId == linkId) end++;
        return _grants.AsSpan(low, end - low);
    }

    /// <summary>Whether both hold the same grants.</summary>
    internal bool IsSameAs(LinkTable other) => _grants.AsSpan().SequenceEqual(other._grants);

    private static int Order(LinkGrant left, LinkGrant right)
    {
        var byLink = left.LinkId.CompareTo(right.LinkId);
        return byLink != 0 ? byLink : string.CompareOrdinal(left.Service, right.Service);
    }
}
