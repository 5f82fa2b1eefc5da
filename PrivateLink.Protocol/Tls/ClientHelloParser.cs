namespace PrivateLink.Protocol.Tls;

/// <summary>Reads a TLS ClientHello (RFC 8446, section 4.1.2) from the client's first bytes: the host it asks for, and what it offers.</summary>
/// <remarks>
/// Pure. Never throws. Every prefix of a valid hello asks for more, and more bytes never turn an error into success. An incomplete or broken hello
/// never leads to a policy decision. Other proxies were bypassed because they used a default there.
/// </remarks>
public static class ClientHelloParser
{
    /// <summary>The largest ClientHello message, in bytes, its 4-byte header included.</summary>
    public const int MaximumLength = 64 * 1024;

    /// <summary>The most bytes of records for one hello. This leaves room for very small records and bounds the memory.</summary>
    public const int MaximumRawLength = 2 * MaximumLength;

    private const int RandomLength = 32;
    private const int MaximumSessionIdLength = 32;

    /// <summary>Reads a hello.</summary>
    /// <param name="input">All bytes of the client so far; borrowed by <paramref name="hello"/>.</param>
    /// <param name="hello">
    /// The hello, if the result is <see cref="ParseStatus.Done"/>. If the result is <see cref="ParseStatus.Invalid"/>, the fields read before the
    /// fault: only for the connection's record.
    /// </param>
    /// <param name="error">The broken rule, if the result is <see cref="ParseStatus.Invalid"/>.</param>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ClientHello hello, out ClientHelloError error)
    {
        var progress = default(HandshakeProgress);
        return Parse(input, ref progress, out hello, out error);
    }

    /// <summary>Reads a hello in steps: call it again as bytes arrive. It does not read again what earlier calls have read.</summary>
    /// <param name="input">All bytes of the client so far.</param>
    /// <param name="progress">The progress of earlier calls; the default value for the first call.</param>
    /// <param name="hello">The hello, as in the other overload.</param>
    /// <param name="error">The broken rule, as in the other overload.</param>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, scoped ref HandshakeProgress progress, out ClientHello hello, out ClientHelloError error)
    {
        hello = default;
        var status = HandshakeRecords.Collect(input, ref progress, out var message, out var length, out error);
        if (status != ParseStatus.Done) return status;

        hello.Length = length;
        error = ReadBody(message[MessageStart.HeaderLength..], ref hello);
        return error == ClientHelloError.None ? ParseStatus.Done : ParseStatus.Invalid;
    }

    private static ClientHelloError ReadBody(ReadOnlySpan<byte> body, ref ClientHello hello)
    {
        var reader = new SpanReader(body);
        if (!reader.TryReadUInt16(out var version) || version >> 8 != 3) return ClientHelloError.BodyMalformed;
        hello.LegacyVersion = version;

        if (!reader.TryTake(RandomLength, out _)
            || !reader.TryReadVector8(out var sessionId) || sessionId.Length > MaximumSessionIdLength
            || !reader.TryReadVector16(out var cipherSuites) || cipherSuites.Length < 2 || cipherSuites.Length % 2 != 0
            || !reader.TryReadVector8(out var compressionMethods) || compressionMethods.IsEmpty)
            return ClientHelloError.BodyMalformed;

        if (reader.IsEmpty) return ClientHelloError.None; // TLS 1.2 without extensions (RFC 5246, section 7.4.1.2)
        return reader.TryReadVector16(out var extensions) && reader.IsEmpty
            ? HelloExtensions.Read(extensions, ref hello)
            : ClientHelloError.ExtensionsMalformed;
    }
}
