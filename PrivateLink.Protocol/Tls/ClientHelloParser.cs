namespace PrivateLink.Protocol.Tls;

/// <summary>
/// Reads a TLS ClientHello (RFC 8446, section 4.1.2) from the first bytes of a client: which host it wants, and what it offers.
/// </summary>
/// <remarks>
/// Pure. Any input at all returns; every prefix of a valid hello asks for more; no error turns into success with more bytes. An
/// unfinished or broken hello is never decided on: falling back to a default there is how other proxies were bypassed.
/// </remarks>
public static class ClientHelloParser
{
    /// <summary>The largest ClientHello message, its 4-byte header included.</summary>
    public const int MaximumLength = 64 * 1024;

    /// <summary>The most bytes of records that one hello may take: room for absurdly small records, and a bound on what is kept.</summary>
    public const int MaximumRawLength = 2 * MaximumLength;

    private const int RandomLength = 32;
    private const int MaximumSessionIdLength = 32;

    /// <summary>Reads a hello.</summary>
    /// <param name="input">All bytes of the client so far; borrowed by <paramref name="hello"/>.</param>
    /// <param name="hello">
    /// The hello, when the answer is <see cref="ParseStatus.Done"/>. When it is <see cref="ParseStatus.Invalid"/>: what was read before the fault, for the
    /// record and for nothing else.
    /// </param>
    /// <param name="error">The rule that was broken, when the answer is <see cref="ParseStatus.Invalid"/>.</param>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ClientHello hello, out ClientHelloError error)
    {
        var progress = default(HandshakeProgress);
        return Parse(input, ref progress, out hello, out error);
    }

    /// <summary>The same, called again with more bytes each time some come: what earlier calls have looked at is not looked at again.</summary>
    /// <param name="input">All bytes of the client so far.</param>
    /// <param name="progress">How far earlier calls have come; the default for the first one.</param>
    /// <param name="hello">The hello, as above.</param>
    /// <param name="error">The rule that was broken, as above.</param>
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
