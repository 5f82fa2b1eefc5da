using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Parses a connection from its first byte to the server name: the PROXY header, perhaps a second one, and the ClientHello. Called with all bytes
/// received so far each time more arrive. Uses no sockets and no clocks.
/// </summary>
internal sealed class PreludeParser(ListenerTerms terms, Prelude prelude)
{
    private bool _stripped;
    private HandshakeProgress _hello;

    /// <summary>The bytes are neither header nor hello, and a few more may identify the protocol.</summary>
    private bool _isAlien;
    private Stage _stage = terms.ProxyProtocol == ProxyProtocolMode.Require ? Stage.Header : Stage.FirstByte;

    private enum Stage
    {
        /// <summary>The start on a listener that accepts no header. A header is refused here.</summary>
        FirstByte,
        Header,
        AfterHeader,
        NestedHeader,
        Hello,
    }

    /// <summary>Whether a header has been read. Always false on a listener that requires no header.</summary>
    public bool HeaderIsComplete => prelude.Command is not null;

    /// <summary>Parses the bytes received so far.</summary>
    /// <returns>True when the prelude is complete or has failed; false when more bytes are needed.</returns>
    public bool Advance(ReadOnlySpan<byte> received)
    {
        while (prelude.Failure is null)
        {
            var before = _stage;
            var done = _stage switch
            {
                Stage.FirstByte => RefuseHeader(received),
                Stage.Header => ReadHeader(received),
                Stage.AfterHeader => LookForNestedHeader(received[prelude.HeaderLength..]),
                Stage.NestedHeader => ReadNestedHeader(received[prelude.HeaderLength..]),
                _ => ReadHello(received[prelude.HeaderLength..]),
            };
            if (done) return true;
            if (_stage == before) return prelude.Failure is not null;
        }

        return true;
    }

    /// <summary>Sets the failure when no more bytes arrive. The reason depends on the stage that the connection had reached.</summary>
    public void Stopped(ReceiveStatus status, ReadOnlySpan<byte> received)
    {
        if (status == ReceiveStatus.NoRoom)
        {
            prelude.Fail(Reason.LimitPrelude, "memory for undecided connections");
            return;
        }

        var late = status == ReceiveStatus.TimedOut;
        var payload = received[prelude.HeaderLength..];
        switch (_stage)
        {
            case Stage.Header or Stage.FirstByte when received.IsEmpty:
                prelude.Fail(late ? Reason.PreludeIdle : Reason.ProbeEmpty);
                break;
            case Stage.Header when _isAlien || received[0] != ProxyProtocolParser.Signature[0]:
                // The start of a version 1 header counts as missing, because this listener accepts only version 2.
                prelude.Fail(Reason.HeaderMissing, FirstBytes.Describe(received));
                break;
            case Stage.Header:
                prelude.Fail(late ? Reason.HeaderTimeout : Reason.HeaderTruncated);
                break;
            case Stage.AfterHeader when payload.IsEmpty && prelude.Command == ProxyCommand.Local:
                prelude.Fail(late ? Reason.PreludeIdle : Reason.HealthCheck);
                break;
            case Stage.AfterHeader when payload.IsEmpty && !late:
                prelude.Fail(Reason.ProbeHeader);
                break;
            case Stage.NestedHeader:
                prelude.Fail(Reason.HeaderNested, "the second header was not complete");
                break;
            case Stage.AfterHeader when payload.IsEmpty:
                prelude.Fail(Reason.HelloTimeout);
                break;
            case Stage.Hello when !_isAlien:
                prelude.Fail(late ? Reason.HelloTimeout : Reason.HelloTruncated);
                break;
            default:
                prelude.Fail(Reason.HelloNotTls, FirstBytes.Describe(payload));
                break;
        }
    }

    private bool RefuseHeader(ReadOnlySpan<byte> received)
    {
        if (received.IsEmpty) return false;
        switch (ProxyProtocolParser.Recognize(received))
        {
            case HeaderSignature.Incomplete: return false;
            case HeaderSignature.None: return Enter(Stage.Hello);
            default:
                prelude.Fail(Reason.HeaderUnexpected, FirstBytes.Describe(received));
                return true;
        }
    }

    private bool ReadHeader(ReadOnlySpan<byte> received)
    {
        var status = ProxyProtocolParser.Parse(received, out var header, out var error);
        if (status == ParseStatus.Invalid && !WaitsToKnow(error == ProxyProtocolError.NotAHeader, received)) FailHeader(error, received);
        if (status != ParseStatus.Done) return false;

        prelude.HeaderLength = header.Length;
        prelude.Command = header.Command;
        prelude.Source = header.Source;
        prelude.Destination = header.Destination;
        if (header.Command == ProxyCommand.Proxy)
        {
            prelude.Identity = LinkIdReader.Read(header.Tlvs, terms.Provider, terms.ServiceId, out var raw);
            prelude.LinkTlv = raw.IsEmpty ? null : raw.ToArray();
        }

        return Enter(Stage.AfterHeader);
    }

    private bool LookForNestedHeader(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return false;
        switch (ProxyProtocolParser.Recognize(payload))
        {
            case HeaderSignature.Incomplete: return false;
            case HeaderSignature.None: return Enter(Stage.Hello);
            case HeaderSignature.Version1:
                prelude.Fail(Reason.HeaderNested, "the second header is version 1");
                return true;
            default: return Enter(Stage.NestedHeader);
        }
    }

    /// <summary>Reads the second header to its end even if it is refused, so that the record shows both identities.</summary>
    private bool ReadNestedHeader(ReadOnlySpan<byte> payload)
    {
        var status = ProxyProtocolParser.Parse(payload, out var header, out var error);
        if (status == ParseStatus.NeedMore) return false;

        var identity = status == ParseStatus.Done ? LinkIdReader.Read(header.Tlvs) : LinkIdentity.Absent;
        if (identity.Kind == LinkIdentityKind.One) prelude.NestedLinkId ??= identity.LinkId;

        if (terms.NestedHeader == NestedHeaderMode.Deny || _stripped) prelude.Fail(Reason.HeaderNested);
        else if (status == ParseStatus.Invalid) FailHeader(error, payload);
        else if (prelude.HeaderLength + header.Length > ProxyProtocolParser.MaximumLength) prelude.Fail(Reason.HeaderTooLarge, "both headers together");
        else
        {
            _stripped = true;
            prelude.HeaderLength += header.Length;
            return Enter(Stage.AfterHeader);
        }

        return true;
    }

    private bool ReadHello(ReadOnlySpan<byte> payload)
    {
        var status = ClientHelloParser.Parse(payload, ref _hello, out var hello, out var error);
        if (status == ParseStatus.NeedMore || WaitsToKnow(error == ClientHelloError.NotTls, payload)) return false;

        prelude.EchOffered = hello.EchOffered;
        prelude.ServerName = hello.HasServerName ? WireText.Escape(hello.ServerName) : null;
        prelude.Alpn = HelloText.Alpn(hello.AlpnProtocols);
        prelude.TlsVersions = HelloText.Versions(hello.SupportedVersions, hello.LegacyVersion);

        Span<char> host = stackalloc char[ServerName.MaximumLength];
        if (status == ParseStatus.Invalid) FailHello(error, payload);
        else if (!hello.HasServerName) prelude.Fail(Reason.NameMissing);
        else if (!ServerName.TryNormalize(hello.ServerName, host, out var length)) prelude.Fail(Reason.NameInvalid);
        else prelude.Host = Same(host[..length], prelude.ServerName) ?? host[..length].ToString();
        return true;
    }

    private bool WaitsToKnow(bool isAlien, ReadOnlySpan<byte> bytes) => _isAlien = isAlien && FirstBytes.MayStillTell(bytes);

    /// <summary>Most clients send the name in its normalised form, so one string serves as both.</summary>
    private static string? Same(ReadOnlySpan<char> host, string? sent) => host.SequenceEqual(sent) ? sent : null;

    private bool Enter(Stage next)
    {
        _stage = next;
        return false;
    }

    private void FailHeader(ProxyProtocolError error, ReadOnlySpan<byte> bytes)
    {
        switch (error)
        {
            case ProxyProtocolError.NotAHeader: prelude.Fail(Reason.HeaderMissing, FirstBytes.Describe(bytes)); break;
            case ProxyProtocolError.Version1: prelude.Fail(Reason.HeaderV1Refused); break;
            case ProxyProtocolError.TooLarge: prelude.Fail(Reason.HeaderTooLarge); break;
            case ProxyProtocolError.ChecksumMismatch: prelude.Fail(Reason.HeaderCrcMismatch); break;
            default: prelude.Fail(Reason.HeaderMalformed, ErrorText.Of(error)); break;
        }
    }

    private void FailHello(ClientHelloError error, ReadOnlySpan<byte> bytes)
    {
        switch (error)
        {
            case ClientHelloError.NotTls: prelude.Fail(Reason.HelloNotTls, FirstBytes.Describe(bytes)); break;
            case ClientHelloError.TooLarge or ClientHelloError.RecordTooLarge: prelude.Fail(Reason.HelloTooLarge, ErrorText.Of(error)); break;
            default: prelude.Fail(Reason.HelloMalformed, ErrorText.Of(error)); break;
        }
    }
}
