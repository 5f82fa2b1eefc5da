using PrivateLink.Engine.ProxyProtocol;

namespace PrivateLink.Engine.Links;

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
    public static LinkIdentity Read(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null)
    {
        var tally = new Tally();
        var reader = new TlvReader(tlvs);
        while (reader.Read())
        {
            if (CloudOf(reader.Type) is not { } cloud || (pinned is { } only && only != cloud)) continue;
            tally.Add(cloud, ReadOne(cloud, reader.Value));
        }

        return tally.Answer;
    }

    /// <summary>The first TLV of a cloud that counts, as it stands on the wire; empty when there is none. For records.</summary>
    public static ReadOnlySpan<byte> FindRaw(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null)
    {
        var reader = new TlvReader(tlvs);
        while (reader.Read())
            if (CloudOf(reader.Type) is { } cloud && (pinned ?? cloud) == cloud) return reader.Raw;
        return default;
    }

    private static CloudProvider? CloudOf(byte type) => type switch
    {
        TlvType.Aws => CloudProvider.Aws,
        TlvType.Azure => CloudProvider.Azure,
        TlvType.Gcp => CloudProvider.Gcp,
        _ => null,
    };

    private static LinkIdentity ReadOne(CloudProvider cloud, ReadOnlySpan<byte> value) => cloud switch
    {
        CloudProvider.Aws => AwsTlv.Read(value),
        CloudProvider.Azure => AzureTlv.Read(value),
        _ => GcpTlv.Read(value),
    };

    /// <summary>What has been seen so far. The same ID twice is one; a malformed TLV spoils only its own cloud.</summary>
    private ref struct Tally
    {
        private LinkId _first;
        private bool _any, _distinct;
        private CloudSet _malformed;

        public readonly LinkIdentity Answer =>
            _distinct ? LinkIdentity.Ambiguous
            : _any ? _malformed.Has(_first.Cloud) ? LinkIdentity.Malformed : LinkIdentity.One(_first)
            : _malformed.IsEmpty ? LinkIdentity.Absent : LinkIdentity.Malformed;

        public void Add(CloudProvider cloud, LinkIdentity seen)
        {
            if (seen.Kind == LinkIdentityKind.Malformed) _malformed.Add(cloud);
            if (seen.Kind != LinkIdentityKind.One) return;
            _distinct |= _any && _first != seen.LinkId;
            if (!_any) _first = seen.LinkId;
            _any = true;
        }
    }

    private struct CloudSet
    {
        private int _bits;

        public readonly bool IsEmpty => _bits == 0;

        public void Add(CloudProvider cloud) => _bits |= 1 << (int)cloud;

        public readonly bool Has(CloudProvider cloud) => (_bits & (1 << (int)cloud)) != 0;
    }
}
