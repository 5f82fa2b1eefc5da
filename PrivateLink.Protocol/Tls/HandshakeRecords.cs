using System.Buffers.Binary;

namespace PrivateLink.Protocol.Tls;

/// <summary>
/// Assembles the first handshake message from TLS records (RFC 8446, section 5.1). The message may be split over records at any byte, and the records
/// over TCP segments at any byte.
/// </summary>
internal static class HandshakeRecords
{
    public const int RecordHeaderLength = 5;

    private const byte HandshakeRecord = 22;
    private const byte MajorVersion = 3;
    private const int MaximumRecordLength = 1 << 14;

    /// <summary>Finds the whole ClientHello message, its 4-byte header included.</summary>
    /// <param name="input">All bytes of the client so far.</param>
    /// <param name="progress">
    /// The progress of earlier calls with a prefix of the same bytes. It never includes the message's last record, so that a repeated call gives the
    /// same answer.
    /// </param>
    /// <param name="message">The message: a slice of the input if one record holds it, otherwise a copy.</param>
    /// <param name="length">The length of all records that hold the message.</param>
    /// <param name="error">The broken rule.</param>
    public static ParseStatus Collect(
        ReadOnlySpan<byte> input, scoped ref HandshakeProgress progress, out ReadOnlySpan<byte> message, out int length, out ClientHelloError error)
    {
        message = default;
        length = 0;
        while (true)
        {
            var rest = input[progress.Length..];
            error = CheckRecordHeader(rest, isFirst: progress.Length == 0);
            if (error != ClientHelloError.None) return ParseStatus.Invalid;
            if (progress.Length > ClientHelloParser.MaximumRawLength) return Invalid(ClientHelloError.TooLarge, out error);

            if (rest.Length < RecordHeaderLength) return ParseStatus.NeedMore;
            int recordLength = BinaryPrimitives.ReadUInt16BigEndian(rest[3..]);
            var fragment = rest[RecordHeaderLength..];
            if (fragment.Length > recordLength) fragment = fragment[..recordLength];

            var start = progress.Start;
            start.Append(fragment);
            error = start.Check();
            if (error != ClientHelloError.None) return ParseStatus.Invalid;
            if (start.IsKnown && progress.Collected + recordLength > start.MessageLength) return Invalid(ClientHelloError.MessageBehindHello, out error);
            if (fragment.Length < recordLength) return ParseStatus.NeedMore;

            var next = new HandshakeProgress(progress.Length + RecordHeaderLength + recordLength, progress.Collected + recordLength) { Start = start };
            if (!start.IsKnown || next.Collected < start.MessageLength)
            {
                progress = next;
                continue;
            }

            length = next.Length;
            var isOneRecord = length == RecordHeaderLength + next.Collected;
            message = isOneRecord ? input[RecordHeaderLength..length] : Join(input[..length], next.Collected);
            return ParseStatus.Done;
        }
    }

    private static ParseStatus Invalid(ClientHelloError reason, out ClientHelloError error)
    {
        error = reason;
        return ParseStatus.Invalid;
    }

    /// <summary>
    /// Checks as much of a record's header as has arrived. A length that is too large is refused before the parser waits for or stores any data.
    /// </summary>
    private static ClientHelloError CheckRecordHeader(ReadOnlySpan<byte> record, bool isFirst)
    {
        // At the start, another type means another protocol. In the middle of a hello it breaks TLS, which forbids interleaved messages.
        if (record.Length > 0 && record[0] != HandshakeRecord) return isFirst ? ClientHelloError.NotTls : ClientHelloError.RecordMalformed;
        if (record.Length > 1 && record[1] != MajorVersion) return ClientHelloError.RecordMalformed;
        if (record.Length < RecordHeaderLength) return ClientHelloError.None;
        return BinaryPrimitives.ReadUInt16BigEndian(record[3..]) switch
        {
            0 => ClientHelloError.RecordEmpty,
            > MaximumRecordLength => ClientHelloError.RecordTooLarge,
            _ => ClientHelloError.None,
        };
    }

    private static byte[] Join(ReadOnlySpan<byte> records, int messageLength)
    {
        var message = new byte[messageLength];
        var written = 0;
        while (!records.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(records[3..]);
            records.Slice(RecordHeaderLength, length).CopyTo(message.AsSpan(written));
            written += length;
            records = records[(RecordHeaderLength + length)..];
        }

        return message;
    }
}
