using System.Numerics;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Protocol.Links;

/// <summary>Finds the link ID in a header's TLVs. The answer is absent, one, malformed or ambiguous.</summary>
/// <remarks>
/// Pure. A broken vendor TLV never counts as "no link ID"; otherwise a damaged or forged header would pass as public traffic. Order never decides
/// between two distinct IDs, because an attacker may be able to add one.
/// </remarks>
public static class LinkIdReader
{
    /// <summary>Reads the identity.</summary>
    /// <param name="tlvs">A TLV area that <see cref="ProxyProtocolParser"/> accepted.</param>
    /// <param name="pinned">
    /// The cloud in front of the listener: TLVs of other clouds are ignored. Null accepts any cloud, as long as there is one distinct ID.
    /// </param>
    /// <param name="service">The service ID to require, for clouds whose header carries one; null to accept any.</param>
    public static LinkIdentity Read(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null, string? service = null) => TallyOf(tlvs, pinned, service).Answer;

    /// <summary>
    /// The TLV behind the answer of <see cref="Read(ReadOnlySpan{byte}, CloudProvider?, string?)"/>, exactly as sent: the one that carries the ID,
    /// the first of several, or the broken one. Empty if there is none. This is not always the cloud's first TLV, which may have another subtype.
    /// </summary>
    public static ReadOnlySpan<byte> FindRaw(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null)
    {
        Read(tlvs, pinned, service: null, out var raw);
        return raw;
    }

    /// <summary>Reads the identity and finds its TLV in one call.</summary>
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

    /// <summary>A second pass, made only for broken headers. They are too rare to track this in the first pass.</summary>
    private static ReadOnlySpan<byte> FirstBroken(ReadOnlySpan<byte> tlvs, CloudProvider cloud, string? service)
    {
        var reader = new TlvReader(tlvs);
        while (reader.Read())
            if (LinkFormats.OfTlv(reader.Type) is { } format && format.Cloud == cloud && format.Read(reader.Value, service).Kind == LinkIdentityKind.Malformed)
                return reader.Raw;
        return default;
    }

    /// <summary>What has been read so far. A repeated ID counts once. A malformed TLV affects only its own cloud.</summary>
    private ref struct Tally
    {
        private LinkId _first;
        private bool _any, _distinct;
        private uint _brokenClouds; // one bit per cloud

        public readonly LinkIdentity Answer =>
            _distinct ? LinkIdentity.Ambiguous
            : IsBroken ? LinkIdentity.Malformed
            : _any ? LinkIdentity.One(_first) : LinkIdentity.Absent;

        /// <summary>Whether a malformed TLV makes the answer malformed. If there is an ID, only a TLV of the same cloud does; otherwise any does.</summary>
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
