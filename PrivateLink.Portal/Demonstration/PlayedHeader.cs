using System.Diagnostics;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The PROXY header that a played load balancer puts in front of a connection.</summary>
public sealed record PlayedHeader
{
    /// <summary>What AWS adds behind its link ID.</summary>
    private const int PaddingLength = 36;

    /// <summary>The balancer speaks for itself: a health check. Such a header carries neither addresses nor a link ID.</summary>
    public bool IsLocal { get; init; }

    public LinkId? LinkId { get; init; }

    /// <summary>The client's address; without one the header's family is UNSPEC.</summary>
    public NetworkAddress? Source { get; init; }

    public NetworkAddress? Destination { get; init; }

    public bool Checksum { get; init; }

    public bool Padding { get; init; }

    /// <summary>Whole TLVs beside the link ID.</summary>
    public ReadOnlyMemory<byte> TlvsBeside { get; init; }

    /// <summary>A health check.</summary>
    public static PlayedHeader Local { get; } = new() { IsLocal = true };

    /// <summary>The header of a private endpoint's connection in the shape its cloud gives it.</summary>
    public static PlayedHeader Of(LinkId linkId) => new()
    {
        LinkId = linkId,
        Checksum = KnownClouds.Of(linkId.Cloud).Header.HasChecksumAndPadding,
        Padding = KnownClouds.Of(linkId.Cloud).Header.HasChecksumAndPadding,
        TlvsBeside = KnownClouds.Of(linkId.Cloud).Demonstration.TlvsBeside,
    };

    /// <summary>The header of a client that came to the balancer over the internet: addresses, no link ID.</summary>
    public static PlayedHeader WithoutLink { get; } = new();

    /// <summary>The header as a person would name it.</summary>
    public string InWords => this switch
    {
        { IsLocal: true } => "a LOCAL header (health check)",
        { LinkId: { } link } => $"the PROXY header of {KnownClouds.Of(link.Cloud).Words.Identity} {link}",
        _ => "a PROXY header without a link ID",
    };

    public byte[] ToBytes()
    {
        Span<byte> buffer = stackalloc byte[ProxyProtocolParser.MaximumLength];
        var writer = Begin(buffer);
        if (Checksum) writer.Crc32C();
        if (LinkId is { } linkId) writer.Link(linkId);
        var beside = new TlvReader(TlvsBeside.Span);
        while (beside.Read()) writer.RawTlv(beside.Raw);
        if (Padding) writer.Noop(PaddingLength);

        var result = writer.Finish();
        Debug.Assert(result == ProxyProtocolWriteResult.Written, "The longest link ID leaves room in the buffer.");
        return buffer[..writer.Length].ToArray();
    }

    private ProxyProtocolWriter Begin(Span<byte> buffer)
    {
        if (IsLocal) return ProxyProtocolWriter.Local(buffer);
        return Source is { } source && Destination is { } destination
            ? ProxyProtocolWriter.Proxy(buffer, source, destination)
            : ProxyProtocolWriter.Proxy(buffer);
    }
}
