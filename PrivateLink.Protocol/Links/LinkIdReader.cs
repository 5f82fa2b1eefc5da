using PrivateLink.Protocol.ProxyProtocol;
using System.Numerics;

namespace PrivateLink.Protocol.Links;

/// <summary>Finds the link ID in a header's TLVs. Absent, one, malformed and ambiguous are four different answers.</summary>
/// <remarks>
/// Pure. A broken vendor TLV is never "no link ID": that would let a damaged or forged header pass as public traffic. Two distinct
/// IDs are never resolved by their order: an attacker may be able to add one.
/// </remarks>
public static class LinkIdReader
{
    /// <summary>Reads the identity.</summary>
    /// <param name="tlvs">A TLV area that <see cref="ProxyProtocolParser"/> has accepted.</param>
    /// <param name="pinned">The cloud in front of the listener, whose TLV alone counts; null to take any, as long as there is one distinct ID.</param>
    /// <param name="service">The ID of the service in front of the listener, for clouds whose header names it; null to believe any.</param>
    public static LinkIdentity Read(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null, string? service = null) => TallyOf(tlvs, pinned, service).Answer;

    /// <summary>
    /// The TLV that gave the answer of <see cref="Read(ReadOnlySpan{byte}, CloudProvider?, string?)"/>, as it stands on the wire: the one that carries the ID, the first of several, or
    /// the broken one; empty when there is none. Not simply the first of a cloud, which may carry another subtype.
    /// </summary>
    public static ReadOnlySpan<byte> FindRaw(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null)
    {
        Read(tlvs, pinned, service: null, out var raw);
        return raw;
    }

    /// <summary>Both at once.</summary>
    public static LinkIdentity Read(ReadOnlySpan<byte> tlvs, CloudProvider? pinned, string? service, out ReadOnlySpan<byte> raw)
    {
        var tally = TallyOf(tlvs, pinned, service);
        raw = tally.IsBroken ? FirstBroken(tlvs, tally.BrokenCloud, service) : tally.FirstRaw;
        return tally.Answer;
    }

    private static Tally TallyOf(ReadOnlySpan<byte> tlvs, CloudProvider? pinned, string? service)
    {
        var tally = new Tally();
        var reader = new TlvReader(tlvs);
        while (reader.Read())
        {
            if (LinkFormats.OfTlv(reader.Type) is not { } format || (pinned is { } only && only != format.Cloud)) continue;
            tally.Add(format.Cloud, format.Read(reader.Value, service), reader.Raw);
        }

        return tally;
    }

    /// <summary>Looked for again where it is needed, since hardly any header is broken.</summary>
    private static ReadOnlySpan<byte> FirstBroken(ReadOnlySpan<byte> tlvs, CloudProvider cloud, string? service)
    {
        var reader = new TlvReader(tlvs);
        while (reader.Read())
            if (LinkFormats.OfTlv(reader.Type) is { } format && format.Cloud == cloud && format.Read(reader.Value, service).Kind == LinkIdentityKind.Malformed)
                return reader.Raw;
        return default;
    }

    /// <summary>What has been seen so far. The same ID twice is one; a malformed TLV spoils only its own cloud.</summary>
    private ref struct Tally
    {
        private LinkId _first;
        private bool _any, _distinct;
        private uint _brokenClouds; // a bit for each

        public readonly LinkIdentity Answer =>
            _distinct ? LinkIdentity.Ambiguous
            : IsBroken ? LinkIdentity.Malformed
            : _any ? LinkIdentity.One(_first) : LinkIdentity.Absent;

        /// <summary>Whether a malformed TLV makes the answer malformed: of the ID's own cloud when there is an ID, else any.</summary>
        public readonly bool IsBroken => !_distinct && (_any ? (_brokenClouds & BitOf(_first.Cloud)) != 0 : _brokenClouds != 0);

        public readonly CloudProvider BrokenCloud => _any ? _first.Cloud : (CloudProvider)BitOperations.TrailingZeroCount(_brokenClouds);

        public ReadOnlySpan<byte> FirstRaw { get; private set; }

        public void Add(CloudProvider cloud, LinkIdentity seen, ReadOnlySpan<byte> raw)
        {
            if (seen.Kind == LinkIdentityKind.Malformed) _brokenClouds |= BitOf(cloud);
            if (seen.Kind != LinkIdentityKind.One) return;
            _distinct |= _any && _first != seen.LinkId;
            if (_any) return;
            (_any, _first) = (true, seen.LinkId);
            FirstRaw = raw;
        }

        private static uint BitOf(CloudProvider cloud) => 1u << (int)cloud;
    }
}
