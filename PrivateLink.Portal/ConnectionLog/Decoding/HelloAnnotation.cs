using System.Buffers.Binary;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>Explains each byte of a ClientHello, including an incomplete one and one that spans TLS records.</summary>
internal static class HelloAnnotation
{
    /// <summary>Annotates a hello.</summary>
    /// <returns>The offset in the hello where it becomes invalid; null if it never does.</returns>
    public static int? Annotate(ReadOnlySpan<byte> bytes, int offset, ByteNotes notes)
    {
        if (bytes.IsEmpty) return null;
        if (bytes[0] != 22)
        {
            notes.Add(offset, Math.Min(bytes.Length, 64), "Not a TLS handshake record", ByteNotes.TextOf(bytes[..Math.Min(bytes.Length, 64)]), ByteKind.Fault);
            return 0;
        }

        var message = new Message();
        var at = 0;
        while (at + 5 <= bytes.Length && bytes[at] == 22 && !message.IsComplete)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 3)..]);
            message.Records.Add((offset + at, length));
            var fragment = bytes.Slice(at + 5, Math.Min(length, bytes.Length - at - 5));
            for (var index = 0; index < fragment.Length; index++) message.Append(fragment[index], offset + at + 5 + index);
            at += 5 + length;
            if (length == 0) break;
        }

        new Walk(message, notes).Run();
        return message.FaultAt is { } fault ? fault - offset : null;
    }

    /// <summary>The handshake message, reassembled from its records, with the position of each byte.</summary>
    private sealed class Message
    {
        private readonly List<byte> _bytes = [];
        private readonly List<int> _places = [];

        public List<(int Offset, int Length)> Records { get; } = [];

        public int Length => _bytes.Count;

        public int? FaultAt { get; set; }

        public bool IsComplete => Length >= 4 && Length >= 4 + ((_bytes[1] << 16) | (_bytes[2] << 8) | _bytes[3]);

        public void Append(byte value, int place)
        {
            _bytes.Add(value);
            _places.Add(place);
        }

        public int PlaceOf(int index) => index < _places.Count ? _places[index] : _places.Count == 0 ? 0 : _places[^1] + 1;

        public byte[] Slice(int index, int count) => [.. _bytes.Skip(index).Take(count)];
    }

    private sealed class Walk(Message message, ByteNotes notes)
    {
        private int _at;
        private int _record;

        public void Run()
        {
            NoteRecords();
            if (!Take(1, out _, "Handshake type", type => type[0] == 1 ? "ClientHello" : $"{type[0]}, not a ClientHello")
                || !Take(3, out _, "Handshake length", length => $"{(length[0] << 16) | (length[1] << 8) | length[2]} bytes")
                || !Take(2, out _, "Version of the hello", HelloNames.Version)
                || !Take(32, out _, "Random", _ => "")
                || !TakeVector(1, "Session ID", id => ByteNotes.HexOf(id))
                || !TakeVector(2, "Cipher suites", suites => $"{suites.Length / 2} suites")
                || !TakeVector(1, "Compression methods", methods => methods is [0] ? "none" : ByteNotes.HexOf(methods)))
                return;
            if (_at < message.Length) Extensions();
        }

        private void Extensions()
        {
            if (!Take(2, out var size, "Length of the extensions", value => $"{Number(value)} bytes", ByteKind.Framing)) return;
            var end = _at + Number(size);
            while (_at < message.Length && _at < end)
            {
                if (!Take(2, out var type, "Extension", HelloNames.Extension, ByteKind.Framing) || !Take(2, out var length, "Extension length", value => $"{Number(value)} bytes", ByteKind.Framing)) return;
                var (name, kind) = (HelloNames.Extension(type), Number(type) == 0 ? ByteKind.Name : ByteKind.Plain);
                if (Number(length) > 0 && !Take(Number(length), out _, name, value => HelloNames.ValueOf(Number(type), value), kind)) return;
            }
        }

        private bool TakeVector(int lengthBytes, string name, Func<byte[], string> describe) =>
            Take(lengthBytes, out var length, $"Length: {name.ToLowerInvariant()}", value => $"{Number(value)} bytes", ByteKind.Framing)
            && (Number(length) == 0 || Take(Number(length), out _, name, describe));

        private bool Take(int count, out byte[] value, string name, Func<byte[], string> describe, ByteKind kind = ByteKind.Plain)
        {
            value = message.Slice(_at, count);
            var (from, isWhole) = (message.PlaceOf(_at), value.Length == count);
            var to = message.PlaceOf(_at + Math.Max(value.Length, 1) - 1) + 1;
            if (value.Length > 0) notes.Add(from, to - from, name, isWhole ? describe(value) : "truncated", isWhole ? kind : ByteKind.Fault);
            if (!isWhole) message.FaultAt = from;
            _at += value.Length;
            NoteRecords();
            return isWhole;
        }

        /// <summary>Notes the record headers, which lie between the bytes of the message.</summary>
        private void NoteRecords()
        {
            while (_record < message.Records.Count && message.Records[_record].Offset <= message.PlaceOf(_at))
            {
                var (offset, length) = message.Records[_record++];
                notes.Add(offset, 5, "TLS record", $"handshake, {length} bytes", ByteKind.Framing);
            }
        }

        private static int Number(byte[] value) => value.Aggregate(0, (number, next) => (number << 8) | next);
    }
}
