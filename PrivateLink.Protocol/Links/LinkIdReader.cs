using PrivateLink.Protocol.ProxyProtocol;

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
    public static LinkIdentity Read(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null) => TallyOf(tlvs, pinned).Answer;

    /// <summary>
    /// The TLV that gave the answer of <see cref="Read(ReadOnlySpan{byte}, CloudProvider?)"/>, as it stands on the wire: the one that carries the ID, the first of several, or
    /// the broken one; empty when there is none. Not simply the first of a cloud, which may carry another subtype.
    /// </summary>
    public static ReadOnlySpan<byte> FindRaw(ReadOnlySpan<byte> tlvs, CloudProvider? pinned = null) => TallyOf(tlvs, pinned).Raw;

    /// <summary>Both at once.</summary>
    public static LinkIdentity Read(ReadOnlySpan<byte> tlvs, CloudProvider? pinned, out ReadOnlySpan<byte> raw)
    {
        var tally = TallyOf(tlvs, pinned);
        raw = tally.Raw;
        return tally.Answer;
    }

    private static Tally TallyOf(ReadOnlySpan<byte> tlvs, CloudProvider? pinned)
    {
        var tally = new Tally();
        var reader = new TlvReader(tlvs);
        while (reader.Read())
        {
            if (CloudOf(reader.Type) is not { } cloud || (pinned is { } only && only != cloud)) continue;
            tally.Add(cloud, ReadOne(cloud, reader.Value), reader.Raw);
        }

        return tally;
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
        private ReadOnlySpan<byte> _firstRaw;
        private BrokenTlvs _broken;

        public readonly LinkIdentity Answer =>
            _distinct ? LinkIdentity.Ambiguous
            : _any && Spoiling.IsEmpty ? LinkIdentity.One(_first)
            : Spoiling.IsEmpty ? LinkIdentity.Absent : LinkIdentity.Malformed;

        public readonly ReadOnlySpan<byte> Raw => _distinct || Spoiling.IsEmpty ? _firstRaw : Spoiling;

        /// <summary>The malformed TLV that makes the answer malformed: of the ID's own cloud when there is an ID, else any.</summary>
        private readonly ReadOnlySpan<byte> Spoiling => _any ? _broken.Of(_first.Cloud) : _broken.Any;

        public void Add(CloudProvider cloud, LinkIdentity seen, ReadOnlySpan<byte> raw)
        {
            if (seen.Kind == LinkIdentityKind.Malformed) _broken.Add(cloud, raw);
            if (seen.Kind != LinkIdentityKind.One) return;
            _distinct |= _any && _first != seen.LinkId;
            if (_any) return;
            (_any, _first) = (true, seen.LinkId);
            _firstRaw = raw;
        }
    }

    /// <summary>The first malformed TLV of each cloud.</summary>
    private ref struct BrokenTlvs
    {
        private ReadOnlySpan<byte> _aws, _azure, _gcp;

        public readonly ReadOnlySpan<byte> Any => !_aws.IsEmpty ? _aws : !_azure.IsEmpty ? _azure : _gcp;

        public readonly ReadOnlySpan<byte> Of(CloudProvider cloud) => cloud switch
        {
            CloudProvider.Aws => _aws,
            CloudProvider.Azure => _azure,
            _ => _gcp,
        };

        public void Add(CloudProvider cloud, ReadOnlySpan<byte> raw)
        {
            if (!Of(cloud).IsEmpty) return;
            switch (cloud)
            {
                case CloudProvider.Aws: _aws = raw; break;
                case CloudProvider.Azure: _azure = raw; break;
                default: _gcp = raw; break;
            }
        }
    }
}
