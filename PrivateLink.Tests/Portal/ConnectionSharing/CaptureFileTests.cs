using System.Buffers.Binary;
using System.Net;
using System.Text;
using PrivateLink.Portal.ConnectionSharing;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionSharing;

/// <summary>The capture file, read back block by block as the format's specification says.</summary>
public class CaptureFileTests
{
    private const string Header = "0d0a0d0a000d0a515549540a2111000c0a00010f0a000909c82201bb";

    [Theory]
    [InlineData("10.0.1.15:51234", "10.0.9.9:443", Header)]
    [InlineData("10.0.1.15:51234", "10.0.9.9:443", Header + "16")]
    [InlineData("[2001:db8::7]:51234", "[2001:db8:1::2]:443", Header)]
    [InlineData("[2001:db8::7]:51234", "[2001:db8:1::2]:443", "ff")]
    public void Of_KnownAddresses_IsOnePacketWithRightChecksums(string client, string endpoint, string bytes)
    {
        var blocks = Read(CaptureFile.Of(Document(client, endpoint, bytes))!);

        Assert.Equal([0x0A0D0D0Au, 1u, 6u], blocks.Select(block => block.Type));
        Assert.Equal(CaptureFile.Raw, BinaryPrimitives.ReadUInt16LittleEndian(blocks[1].Body));
        var packet = PacketOf(blocks[2]);
        var (from, to) = (IPEndPoint.Parse(client), IPEndPoint.Parse(endpoint));
        var isIpv4 = packet[0] >> 4 == 4;
        var (header, addresses) = isIpv4 ? (packet[..20], packet[12..20]) : (packet[..40], packet[8..40]);
        var segment = packet[header.Length..];
        Assert.Equal([.. from.Address.GetAddressBytes(), .. to.Address.GetAddressBytes()], addresses);
        Assert.Equal((from.Port, to.Port), (BinaryPrimitives.ReadUInt16BigEndian(segment), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(2))));
        Assert.Equal(packet.Length, isIpv4 ? BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)) : 40 + BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(4)));
        if (isIpv4) Assert.Equal(0xFFFF, OnesSum(header));
        Assert.Equal(0xFFFF, OnesSum([.. addresses, 0, 6, (byte)(segment.Length >> 8), (byte)segment.Length, .. segment]));
        Assert.Equal(bytes, Convert.ToHexStringLower(segment[20..]));
    }

    /// <summary>The bytes alone, if the header has no addresses, or none that the reader may see.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData("10.0.1.15:51234", null)]
    [InlineData("10.0.1.15:51234", "[2001:db8:1::2]:443")]
    public void Of_UnknownAddresses_IsTheBytesAlone(string? client, string? endpoint)
    {
        var blocks = Read(CaptureFile.Of(Document(client, endpoint, Header))!);

        Assert.Equal(CaptureFile.BytesOnly, BinaryPrimitives.ReadUInt16LittleEndian(blocks[1].Body));
        Assert.Equal(Header, Convert.ToHexStringLower(PacketOf(blocks[2])));
    }

    [Fact]
    public void Of_APacket_HasItsTimeAndSaysWhatItIs()
    {
        var document = Document("10.0.1.15:51234", "10.0.9.9:443", Header);
        var blocks = Read(CaptureFile.Of(document)!);

        var packet = blocks[2].Body;
        var time = ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(packet.AsSpan(4)) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(packet.AsSpan(8));
        Assert.Equal(document.Time, DateTime.UnixEpoch.AddMicroseconds(time));
        Assert.Contains("not captured", Encoding.UTF8.GetString(blocks[0].Body), StringComparison.Ordinal);
        Assert.Contains($"Connection 7: denied, {document.Reason.Code}", Encoding.UTF8.GetString(packet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0d0")]
    [InlineData("no hexadecimal!")]
    public void Of_NoBytes_IsNoFile(string? bytes) => Assert.Null(CaptureFile.Of(Document("10.0.1.15:51234", "10.0.9.9:443", bytes)));

    private static SharedDocument Document(string? client, string? endpoint, string? bytes) => new()
    {
        Schema = SharedDocument.CurrentSchema,
        Connection = "7",
        Time = new DateTime(2026, 3, 1, 12, 0, 0, 123, DateTimeKind.Utc),
        WrittenAt = new DateTime(2026, 3, 1, 13, 0, 0, DateTimeKind.Utc),
        Outcome = "denied",
        Reason = new("link_mismatch", "Another link", "It came through a link that is not listed.", "you", "List it."),
        Link = new("none"),
        Journey = [],
        Client = client,
        Endpoint = endpoint,
        FirstBytes = bytes,
    };

    private static byte[] PacketOf(Block block) => block.Body[20..(20 + (int)BinaryPrimitives.ReadUInt32LittleEndian(block.Body.AsSpan(12)))];

    private static int OnesSum(byte[] bytes)
    {
        var sum = 0;
        for (var at = 0; at < bytes.Length; at += 2)
        {
            sum += (bytes[at] << 8) | (at + 1 < bytes.Length ? bytes[at + 1] : 0);
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum;
    }

    /// <summary>Blocks are padded to whole words and have their length at both ends. Options end inside their block.</summary>
    private static List<Block> Read(byte[] file)
    {
        var blocks = new List<Block>();
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
            Assert.Equal(0, length % 4);
            Assert.Equal((uint)length, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + length - 4)));
            blocks.Add(new(BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)), file[(at + 8)..(at + length - 4)]));
            at += length;
        }

        Assert.Equal(0x1A2B3C4Du, BinaryPrimitives.ReadUInt32LittleEndian(blocks[0].Body));
        ReadOptions(blocks[0].Body[16..]);
        ReadOptions(blocks[1].Body[8..]);
        ReadOptions(blocks[2].Body[(20 + ((PacketOf(blocks[2]).Length + 3) / 4 * 4))..]);
        return blocks;
    }

    private static void ReadOptions(byte[] options)
    {
        var at = 0;
        while (BinaryPrimitives.ReadUInt16LittleEndian(options.AsSpan(at)) != 0) at += 4 + ((BinaryPrimitives.ReadUInt16LittleEndian(options.AsSpan(at + 2)) + 3) / 4 * 4);
        Assert.Equal(options.Length, at + 4);
    }

    private sealed record Block(uint Type, byte[] Body);
}
