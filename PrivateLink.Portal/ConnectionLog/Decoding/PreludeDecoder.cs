using PrivateLink.Engine.Connections;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>
/// Explains a PROXY header, a ClientHello, or both in sequence. The engine's own parsers decide what is valid; the annotation only shows where.
/// </summary>
public static class PreludeDecoder
{
    public static DecodedBytes Decode(byte[] bytes)
    {
        var notes = new ByteNotes(bytes);
        var identity = LinkIdentity.Absent;
        string? header = null, hello = null, name = null;

        var offset = 0;
        while (offset < bytes.Length && ProxyProtocolParser.Recognize(bytes.AsSpan(offset)) != HeaderSignature.None)
        {
            var isFirst = offset == 0;
            var length = DecodeHeader(bytes.AsSpan(offset), offset, notes, out var sentence, out var found);
            if (isFirst) (header, identity) = (sentence, found);
            else notes.Problem(offset, "A second PROXY header: the engine denies the connection, or removes the header if NestedHeader is Strip. It never identifies a client.");
            if (length == 0) return Result();
            offset += length;
        }

        if (offset == bytes.Length) return Result();
        hello = DecodeHello(bytes.AsSpan(offset), offset, notes, out name);
        return Result();

        DecodedBytes Result() => new(bytes, notes.All, notes.Problems, identity, header, hello, name);
    }

    /// <summary>The total length of the headers at the start; 0 without a complete one.</summary>
    public static int HeaderLengthOf(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (ProxyProtocolParser.Parse(bytes[length..], out var header, out _) == ParseStatus.Done) length += header.Length;
        return length;
    }

    /// <summary>Explains the TLV of a record, given as hexadecimal.</summary>
    public static DecodedBytes DecodeLinkTlv(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        var notes = new ByteNotes(bytes);
        HeaderAnnotation.Tlvs(bytes, 0, notes);
        return new(bytes, notes.All, notes.Problems, LinkIdReader.Read(bytes), null, null, null);
    }

    /// <returns>The length of the header; 0 if unknown.</returns>
    private static int DecodeHeader(ReadOnlySpan<byte> bytes, int offset, ByteNotes notes, out string sentence, out LinkIdentity identity)
    {
        identity = LinkIdentity.Absent;
        var status = ProxyProtocolParser.Parse(bytes, out var header, out var error);
        var faultAt = HeaderAnnotation.Annotate(bytes, offset, notes);
        switch (status)
        {
            case ParseStatus.NeedMore:
                sentence = "An incomplete PROXY header: bytes are missing at its end.";
                notes.Problem(offset + bytes.Length, sentence);
                return 0;
            case ParseStatus.Invalid:
                sentence = $"Not a valid PROXY header: {SentenceOf(error)}.";
                notes.Problem(offset + FaultOf(error, faultAt), sentence);
                return 0;
            default:
                if (header.Command == ProxyCommand.Proxy) identity = LinkIdReader.Read(header.Tlvs);
                sentence = header.Command == ProxyCommand.Local
                    ? "A PROXY header with the command LOCAL: the sender's own connection, usually a health check. It has no link ID."
                    : $"A valid PROXY header of {header.Length} bytes. {SentenceOf(identity)}";
                return header.Length;
        }
    }

    private static string DecodeHello(ReadOnlySpan<byte> bytes, int offset, ByteNotes notes, out string? name)
    {
        name = null;
        var status = ClientHelloParser.Parse(bytes, out var hello, out var error);
        var faultAt = HelloAnnotation.Annotate(bytes, offset, notes);
        if (status == ParseStatus.NeedMore)
        {
            notes.Problem(offset + bytes.Length, "The ClientHello is incomplete: bytes are missing at its end.");
            return "An incomplete ClientHello.";
        }

        if (status == ParseStatus.Invalid)
        {
            var sentence = error == ClientHelloError.NotTls ? "Not TLS: the bytes do not start with a handshake record." : $"Not a valid ClientHello: {ErrorText.Of(error)}.";
            notes.Problem(offset + (faultAt ?? 0), sentence);
            return sentence;
        }

        if (!hello.HasServerName)
        {
            notes.Problem(offset, "The ClientHello has no server_name extension (sni_missing).");
            return "A valid ClientHello without a server name.";
        }

        Span<char> host = stackalloc char[ServerName.MaximumLength];
        if (ServerName.TryNormalize(hello.ServerName, host, out var length)) name = host[..length].ToString();
        else notes.Problem(offset, "The server name is not a valid host name (sni_invalid).");
        return name is null ? "A valid ClientHello whose server name is not a valid host name." : $"A valid ClientHello for {name}.";
    }

    private static string SentenceOf(ProxyProtocolError error) => error switch
    {
        ProxyProtocolError.Version1 => "this is version 1, the text form, which cannot carry a link ID",
        ProxyProtocolError.TooLarge => $"it announces more than {ProxyProtocolParser.MaximumLength} bytes",
        ProxyProtocolError.ChecksumMismatch => "its CRC32C does not match its bytes",
        ProxyProtocolError.NotAHeader => "it does not start with the signature",
        _ => ErrorText.Of(error) ?? error.ToString(),
    };

    /// <summary>The position of the faulty byte, from the start of the header.</summary>
    private static int FaultOf(ProxyProtocolError error, int? annotated) => error switch
    {
        ProxyProtocolError.UnknownVersion or ProxyProtocolError.UnknownCommand => 12,
        ProxyProtocolError.UnknownFamily or ProxyProtocolError.UnknownTransport => 13,
        ProxyProtocolError.TooLarge or ProxyProtocolError.AddressesCutShort => 14,
        ProxyProtocolError.TlvsDoNotFit or ProxyProtocolError.ChecksumMalformed or ProxyProtocolError.ChecksumMismatch => annotated ?? ProxyProtocolParser.FixedLength,
        _ => 0,
    };

    private static string SentenceOf(LinkIdentity identity) => identity.Kind switch
    {
        LinkIdentityKind.One => $"Its link ID is {identity.LinkId} ({KnownClouds.Of(identity.LinkId.Cloud).Words.Name}).",
        LinkIdentityKind.Malformed => "Its link TLV is malformed (link_malformed).",
        LinkIdentityKind.Ambiguous => "It carries several different link IDs (link_ambiguous).",
        _ => "It carries no link ID.",
    };
}
