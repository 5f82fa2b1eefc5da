using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.ProxyProtocol;

public class ProxyProtocolParserTests
{
    public static TheoryData<string> Valid => [.. ValidHeaders.All.Select(header => header.Name)];

    public static TheoryData<string> Hostile => [.. HostileHeaders.All.Select(header => header.Name)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Parse_ValidHeader_SaysWhatItHolds(string name)
    {
        var expected = ValidHeaders.Named(name);

        Assert.Equal(ParseStatus.Done, ProxyProtocolParser.Parse(expected.Bytes, out var header, out var error));
        Assert.Equal(ProxyProtocolError.None, error);
        Assert.Equal(expected.Command, header.Command);
        Assert.Equal(expected.Family, header.Family);
        Assert.Equal(expected.Bytes.Length, header.Length);
        Assert.Equal(expected.Source, header.Source?.ToString());
        Assert.Equal(expected.Destination, header.Destination?.ToString());
        Assert.Equal(expected.Link, LinkText.Of(LinkIdReader.Read(header.Tlvs)));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Parse_EveryPrefixOfAValidHeader_AsksForMore(string name)
    {
        var bytes = ValidHeaders.Named(name).Bytes;
        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal((length, ParseStatus.NeedMore), (length, ProxyProtocolParser.Parse(bytes.AsSpan(0, length), out _, out _)));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Parse_PayloadBehindTheHeader_IsNotPartOfIt(string name)
    {
        var bytes = ValidHeaders.Named(name).Bytes;

        Assert.Equal(ParseStatus.Done, ProxyProtocolParser.Parse([.. bytes, .. Captures.Chromium], out var header, out _));
        Assert.Equal(bytes.Length, header.Length);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Parse_HostileBytes_NamesTheBrokenRule(string name)
    {
        var hostile = HostileHeaders.Named(name);

        Assert.Equal(ParseStatus.Invalid, ProxyProtocolParser.Parse(hostile.Bytes, out _, out var error));
        Assert.Equal(hostile.Error, error);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Parse_HostileBytes_OnceRefusedNothingMendsThem(string name)
    {
        byte[] bytes = [.. HostileHeaders.Named(name).Bytes.Take(5000), .. IPv4WithLink];
        var refused = false;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var status = ProxyProtocolParser.Parse(bytes.AsSpan(0, length), out _, out _);
            Assert.False(refused && status != ParseStatus.Invalid, $"Refused before, {status} with {length} bytes.");
            refused = status == ParseStatus.Invalid;
        }

        Assert.True(refused);
    }

    [Fact]
    public void Parse_EveryByteOfTheSignatureChanged_IsNoHeader()
    {
        for (var i = 0; i < 12; i++)
        {
            var bytes = IPv4WithLink;
            bytes[i] ^= 0x20;
            Assert.Equal(ParseStatus.Invalid, ProxyProtocolParser.Parse(bytes.AsSpan(0, i + 1), out _, out var error));
            Assert.Equal(ProxyProtocolError.NotAHeader, error);
        }
    }

    [Theory]
    [InlineData(4079, ParseStatus.NeedMore)]
    [InlineData(4080, ParseStatus.NeedMore)] // 16 + 4080 = 4096
    [InlineData(4081, ParseStatus.Invalid)]
    public void Parse_AnnouncedLength_IsJudgedBeforeAByteBehindItIsWaitedFor(int length, ParseStatus status) =>
        Assert.Equal(status, ProxyProtocolParser.Parse(ProxyHeaderBytes.WithLength(0x21, 0x11, length), out _, out _));

    [Theory]
    [MemberData(nameof(Valid))]
    public void Parse_EverySingleByteChanged_Returns(string name)
    {
        var bytes = ValidHeaders.Named(name).Bytes;
        foreach (var changed in Mutations.EveryByte(bytes, [0x00, 0x01, 0x7F, 0x80, 0xFF])) ProxyProtocolParser.Parse(changed, out _, out _);
    }

    [Theory]
    [InlineData("AWS, captured")]
    [InlineData("CRC32C last")]
    [InlineData("CRC32C in the middle")]
    public void Parse_EverySingleByteOfACheckedHeaderChanged_NeverGivesAnotherLink(string name)
    {
        var original = ValidHeaders.Named(name);
        foreach (var changed in Mutations.EveryByte(original.Bytes))
        {
            if (ProxyProtocolParser.Parse(changed, out var header, out _) != ParseStatus.Done) continue;

            // Accepted because the change hid the checksum itself. The link must then be the same, broken or absent, but never a different one.
            var link = LinkIdReader.Read(header.Tlvs);
            if (link.Kind == LinkIdentityKind.One) Assert.Equal((original.Link, Hex.Of(changed)), (LinkText.Of(link), Hex.Of(changed)));
        }
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x11)]
    [InlineData(0x12)]
    public void Parse_EveryTransportOfTheSpecification_IsTaken(byte familyAndTransport) =>
        Assert.Equal(ParseStatus.Done, ProxyProtocolParser.Parse(
            ProxyHeaderBytes.Of(0x21, familyAndTransport, ProxyHeaderBytes.IPv4Addresses), out _, out _));

    private static byte[] IPv4WithLink => ProxyHeaderBytes.IPv4(ProxyHeaderBytes.AzureTlv(7));
}
