using System.Diagnostics;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The PROXY header that a simulated load balancer sends at the start of a connection.</summary>
public sealed record PlayedHeader
{
    /// <summary>The bytes that AWS adds after its link ID.</summary>
    private const int PaddingLength = 36;

    /// <summary>The balancer's own connection, for a health check. Its header has neither addresses nor a link ID.</summary>
    public bool IsLocal { get; init; }

    public LinkId? LinkId { get; init; }

    /// <summary>The client's address; if null, the header's family is UNSPEC.</summary>
    public NetworkAddress? Source { get; init; }

    public NetworkAddress? Destination { get; init; }

    public bool Checksum { get; init; }

    public bool Padding { get; init; }

    /// <summary>Complete TLVs in addition to the link ID.</summary>
    public ReadOnlyMemory<byte> TlvsBeside { get; init; }

    /// <summary>A health check.</summary>
    public static PlayedHeader Local { get; } = new() { IsLocal = true };

    /// <summary>The header for a connection through a private endpoint, in the form that its cloud sends.</summary>
    public static PlayedHeader Of(LinkId linkId) => new()
    {
        LinkId = linkId,
        Checksum = KnownClouds.Of(linkId.Cloud).Header.HasChecksumAndPadding,
        Padding = KnownClouds.Of(linkId.Cloud).Header.HasChecksumAndPadding,
        TlvsBeside = KnownClouds.Of(linkId.Cloud).Demonstration.TlvsBeside,
    };

    /// <summary>The header for a client on the internet: addresses, but no link ID.</summary>
    public static PlayedHeader WithoutLink { get; } = new();

    /// <summary>The header in words.</summary>
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
