using System.Buffers.Binary;
using System.Numerics;
using PrivateLink.Portal.ConnectionLog.Columns;

namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>A group of a process's events: the sums include all of them or none.</summary>
/// <param name="Before">How many events came before the first of these.</param>
/// <param name="Connections">The connections of these events.</param>
internal sealed record JournalFrame(long Before, IReadOnlyList<NotedConnection> Connections)
{
    /// <summary>Length, checksum, what comes before, and how many connections there are.</summary>
    private const int HeadSize = sizeof(int) + sizeof(uint) + sizeof(long) + sizeof(int);

    /// <summary>The restored events.</summary>
    public IReadOnlyList<DecisionEvent> Events
    {
        get
        {
            var events = new List<DecisionEvent>(2 * Connections.Count);
            foreach (var (record, isWhole) in Connections)
            {
                var decision = record.ToDecision();
                var closed = record.ToClosed(decision);
                if (isWhole) events.Add(new(decision));
                events.Add(new(decision, closed));
            }

            return events;
        }
    }

    /// <summary>Appends a frame to a buffer.</summary>
    public static void Write(MemoryStream buffer, long before, IReadOnlyList<DecisionEvent> events)
    {
        var start = (int)buffer.Position;
        buffer.Write(new byte[HeadSize]);
        var connections = NotedConnection.Of(events);
        using (var writer = new BinaryWriter(buffer, RecordCodec.Text, leaveOpen: true))
            foreach (var (record, isWhole) in connections)
            {
                writer.Write(isWhole);
                RecordCodec.Write(writer, record);
            }

        var frame = buffer.GetBuffer().AsSpan(start, (int)buffer.Position - start);
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], before);
        BinaryPrimitives.WriteInt32LittleEndian(frame[16..], connections.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], ChecksumOf(frame[8..]));
    }

    /// <summary>The next frame; null at the end. The end may be in the middle of a frame, if the process was killed while it wrote.</summary>
    public static JournalFrame? Read(Stream file)
    {
        var head = new byte[HeadSize];
        if (file.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false) < HeadSize) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head) - HeadSize;
        if (length < 0 || length > file.Length - file.Position) return null;
        var frame = new byte[HeadSize + length];
        head.CopyTo(frame, 0);
        file.ReadExactly(frame, HeadSize, length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) != ChecksumOf(frame.AsSpan(8))) return null;

        using var reader = new BinaryReader(new MemoryStream(frame, HeadSize, length), RecordCodec.Text);
        var connections = new NotedConnection[BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(16))];
        for (var index = 0; index < connections.Length; index++)
        {
            var isWhole = reader.ReadBoolean();
            connections[index] = new(RecordCodec.Read(reader), isWhole);
        }

        return new(BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(8)), connections);
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes) checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }
}
