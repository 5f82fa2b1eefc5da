using System.Net;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using Xunit;

namespace PrivateLink.Tests.Protocol.ProxyProtocol;

public class ProxyProtocolWriterTests
{
    private static readonly NetworkAddress Source = Address("192.0.2.1:1000");
    private static readonly NetworkAddress Destination = Address("198.51.100.2:443");

    [Fact]
    public void Finish_PartsOfCapturedAwsHeader_EqualsTheCaptureWithItsChecksum()
    {
        Span<byte> buffer = stackalloc byte[ProxyProtocolParser.MaximumLength];
        var writer = ProxyProtocolWriter.Proxy(buffer, Address("172.31.7.113:51442"), Address("172.31.10.31:80"));
        writer.Crc32C();
        writer.Link(LinkOf(CloudProvider.Aws, "vpce-08d2bf15fac5001c9"));
        writer.Noop(36);

        Assert.Equal(
            "0d0a0d0a000d0a515549540a" + "21110054" + "ac1f0771ac1f0a1fc8f20050" + "030004e8d6892d"
            + "ea001701767063652d3038643262663135666163353030316339"
            + "040024000000000000000000000000000000000000000000000000000000000000000000000000",
            Finished(ref writer, buffer));
        Assert.Equal(100, writer.Length);
    }

    [Fact]
    public void Finish_PartsOfSecondCapturedAwsHeader_HasItsChecksum()
    {
        Span<byte> buffer = stackalloc byte[ProxyProtocolParser.MaximumLength];
        var writer = ProxyProtocolWriter.Proxy(buffer, Address("192.168.44.10:52286"), Address("192.168.44.7:9243"));
        writer.Crc32C();
        writer.Link(LinkOf(CloudProvider.Aws, "vpce-00eafc458ec97b833"));
        writer.Noop(36);

        Assert.Contains("c0a82c0ac0a82c07cc3e241b" + "030004b9286fa6", Finished(ref writer, buffer), StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_PartsOfCapturedGcpHeader_EqualsTheCapture()
    {
        Span<byte> buffer = stackalloc byte[ProxyProtocolParser.MaximumLength];
        var writer = ProxyProtocolWriter.Proxy(buffer, Address("10.0.60.2:33080"), Address("10.0.60.100:80"));
        writer.Link(LinkId.Gcp(43686719580552292));

        Assert.Equal(
            "0d0a0d0a000d0a515549540a" + "21110017" + "0a003c020a003c6481380050" + "e00008009b34d70a003c64",
            Finished(ref writer, buffer));
        Assert.Equal(39, writer.Length);
    }

    [Theory]
    [InlineData(CloudProvider.Aws, "vpce-0a1b2c3d", "ea000e01767063652d3061316232633364")]
    [InlineData(CloudProvider.Aws, "VPCE-odd", "ea000901565043452d6f6464")]
    [InlineData(CloudProvider.Azure, "553665985", "ee000501c1450021")]
    [InlineData(CloudProvider.Azure, "4294967295", "ee000501ffffffff")]
    [InlineData(CloudProvider.Gcp, "18446744072646845442", "e00008ffffffffc0a86402")]
    [InlineData(CloudProvider.Gcp, "0", "e000080000000000000000")]
    public void Link_OfEachCloud_IsItsTlv(CloudProvider cloud, string linkId, string tlv)
    {
        Span<byte> buffer = stackalloc byte[64];
        var writer = ProxyProtocolWriter.Local(buffer);
        writer.Link(LinkOf(cloud, linkId));

        Assert.Equal(tlv, Finished(ref writer, buffer)[32..]);
    }

    [Fact]
    public void Local_WithoutMore_IsSixteenBytes()
    {
        Span<byte> buffer = stackalloc byte[16];
        var writer = ProxyProtocolWriter.Local(buffer);

        Assert.Equal("0d0a0d0a000d0a515549540a20000000", Finished(ref writer, buffer));
    }

    [Fact]
    public void Proxy_WithoutAddresses_IsUnspecified()
    {
        Span<byte> buffer = stackalloc byte[16];
        var writer = ProxyProtocolWriter.Proxy(buffer);

        Assert.Equal("0d0a0d0a000d0a515549540a21000000", Finished(ref writer, buffer));
    }

    [Fact]
    public void Proxy_IPv6_WritesBothAddressesBeforeBothPorts()
    {
        Span<byte> buffer = stackalloc byte[52];
        var writer = ProxyProtocolWriter.Proxy(buffer, Address("[2001:db8::1]:4660"), Address("[2001:db8::2]:443"));

        Assert.Equal(
            "21210024" + "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "123401bb",
            Finished(ref writer, buffer)[24..]);
    }

    [Fact]
    public void Proxy_MixedFamilies_MapsIPv4IntoIPv6()
    {
        Span<byte> buffer = stackalloc byte[52];
        var writer = ProxyProtocolWriter.Proxy(buffer, Address("192.0.2.1:1"), Address("[2001:db8::2]:2"));

        Assert.Equal(
            "21210024" + "00000000000000000000ffffc0000201" + "20010db8000000000000000000000002" + "00010002",
            Finished(ref writer, buffer)[24..]);
    }

    [Fact]
    public void Tlvs_KeepTheOrderOfTheCalls()
    {
        Span<byte> buffer = stackalloc byte[128];
        var writer = ProxyProtocolWriter.Local(buffer);
        writer.UniqueId("id"u8);
        writer.Alpn("h2"u8);
        writer.RawTlv([0xEA, 0, 2, 0x09, 0xFF]);
        writer.Authority("a.example"u8);
        writer.Noop(1);

        Assert.Equal(
            "0500026964" + "0100026832" + "ea000209ff" + "020009612e6578616d706c65" + "04000100",
            Finished(ref writer, buffer)[32..]);
    }

    [Fact]
    public void Finish_BufferFilledWithOldBytes_DoesNotShowThem()
    {
        Span<byte> clean = stackalloc byte[128];
        Span<byte> used = stackalloc byte[128];
        used.Fill(0xAA);

        Assert.Equal(WriteEverything(clean), WriteEverything(used));

        static string WriteEverything(Span<byte> buffer)
        {
            var writer = ProxyProtocolWriter.Proxy(buffer, Source, Destination);
            writer.Crc32C();
            writer.Noop(8);
            writer.Link(LinkId.Azure(1));
            return Finished(ref writer, buffer);
        }
    }

    [Fact]
    public void Finish_EveryBufferSize_NeverWritesPastItAndSaysTheSizeNeeded()
    {
        const int Needed = 16 + 12 + 7 + 26 + 3 + 3 + 5;
        var memory = new byte[Needed + 8];
        for (var size = 0; size <= Needed; size++)
        {
            memory.AsSpan().Fill(0xAA);
            var writer = ProxyProtocolWriter.Proxy(memory.AsSpan(0, size), Source, Destination);
            writer.Crc32C();
            writer.Link(LinkOf(CloudProvider.Aws, "vpce-08d2bf15fac5001c9"));
            writer.Noop(0);
            writer.Alpn([]);
            writer.UniqueId("ab"u8);

            Assert.Equal(size == Needed ? ProxyProtocolWriteResult.Written : ProxyProtocolWriteResult.BufferTooSmall, writer.Finish());
            Assert.Equal(Needed, writer.Length);
            Assert.Equal(-1, memory.AsSpan(size).IndexOfAnyExcept((byte)0xAA));
        }
    }

    [Theory]
    [InlineData(4095, ProxyProtocolWriteResult.Written)]
    [InlineData(4096, ProxyProtocolWriteResult.Written)]
    [InlineData(4097, ProxyProtocolWriteResult.TooLarge)]
    [InlineData(70_000, ProxyProtocolWriteResult.TooLarge)]
    public void Finish_AroundTheLargestHeader_RefusesWhatExceedsIt(int length, ProxyProtocolWriteResult expected)
    {
        var writer = ProxyProtocolWriter.Local(new byte[80_000]);
        writer.Crc32C();
        writer.Noop(length - 16 - 7 - 3);

        Assert.Equal(expected, writer.Finish());
        Assert.Equal(length, writer.Length);
    }

    [Theory]
    [InlineData(128, ProxyProtocolWriteResult.Written)]
    [InlineData(129, ProxyProtocolWriteResult.Invalid)]
    public void UniqueId_AroundItsLimit_IsRefusedBeyond(int length, ProxyProtocolWriteResult expected)
    {
        var writer = ProxyProtocolWriter.Local(new byte[256]);
        writer.UniqueId(new byte[length]);

        Assert.Equal(expected, writer.Finish());
    }

    [Fact]
    public void Crc32C_Twice_IsInvalid()
    {
        var writer = ProxyProtocolWriter.Local(new byte[64]);
        writer.Crc32C();
        writer.Crc32C();

        Assert.Equal(ProxyProtocolWriteResult.Invalid, writer.Finish());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ea00")]
    [InlineData("ea0001")]
    [InlineData("ea0001aabb")]
    public void RawTlv_WhoseLengthIsNotItsOwn_IsInvalid(string tlv)
    {
        var writer = ProxyProtocolWriter.Local(new byte[64]);
        writer.RawTlv(Convert.FromHexString(tlv));

        Assert.Equal(ProxyProtocolWriteResult.Invalid, writer.Finish());
    }

    [Fact]
    public void Link_WithoutACloud_IsInvalid()
    {
        var writer = ProxyProtocolWriter.Local(new byte[64]);
        writer.Link(default);

        Assert.Equal(ProxyProtocolWriteResult.Invalid, writer.Finish());
    }

    private static string Finished(ref ProxyProtocolWriter writer, ReadOnlySpan<byte> buffer)
    {
        Assert.Equal(ProxyProtocolWriteResult.Written, writer.Finish());
        return Convert.ToHexStringLower(buffer[..writer.Length]);
    }

    private static NetworkAddress Address(string text) => NetworkAddress.From(IPEndPoint.Parse(text));

    private static LinkId LinkOf(CloudProvider cloud, string text) =>
        LinkId.TryParse(cloud, text, out var linkId) ? linkId : throw new ArgumentException($"'{text}' is not a link ID.", nameof(text));
}
