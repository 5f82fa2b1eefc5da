using System.Text;
using CsCheck;
using PrivateLink.Portal.ConnectionLog.Decoding;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Decoding;

public class PreludeDecoderTests
{
    private static readonly byte[] Header = Convert.FromHexString(
        "0d0a0d0a000d0a515549540a" + "21" + "11" + "0026" + "0a00010f" + "0a000909" + "c822" + "01bb" + "ea0017" + "01" + Convert.ToHexString(Encoding.ASCII.GetBytes("vpce-0a1b2c3d4e5f60718")));

    [Fact]
    public void Decode_HeaderAndHello_NamesEveryByte()
    {
        byte[] bytes = [.. Header, .. Captures.OpenSsl];

        var decoded = PreludeDecoder.Decode(bytes);

        Assert.Empty(decoded.Problems);
        Assert.Equal("vpce-0a1b2c3d4e5f60718", decoded.Identity.LinkId.ToString());
        Assert.StartsWith("A valid PROXY header of 54 bytes.", decoded.Header, StringComparison.Ordinal);
        Assert.NotNull(decoded.ServerName);
        Assert.Equal(bytes.Length, decoded.Notes.Sum(note => note.Length));
        Assert.Equal("10.0.1.15", Value(decoded, "Source address"));
        Assert.Equal("51234", Value(decoded, "Source port"));
        Assert.Equal("vpce-0a1b2c3d4e5f60718", Value(decoded, "VPC endpoint ID"));
        Assert.Equal(decoded.ServerName, Value(decoded, "server_name"));
    }

    [Theory]
    [InlineData(12, 0x31, 12, "unknown version")]
    [InlineData(12, 0x2F, 12, "unknown command")]
    [InlineData(13, 0x51, 13, "unknown address family")]
    [InlineData(14, 0xFF, 14, "announces more than 4096 bytes")]
    [InlineData(30, 0x18, 28, "TLVs do not fill the header")]
    public void Decode_HeaderWithAFault_SaysWhichByte(int index, int value, int offset, string problem)
    {
        var bytes = (byte[])Header.Clone();
        bytes[index] = (byte)value;

        var found = Assert.Single(PreludeDecoder.Decode(bytes).Problems);

        Assert.Equal(offset, found.Offset);
        Assert.Contains(problem, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_HeaderCutShort_SaysSoAtItsEnd()
    {
        var found = Assert.Single(PreludeDecoder.Decode(Header[..40]).Problems);

        Assert.Equal(40, found.Offset);
        Assert.Contains("incomplete", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_SecondHeader_IsPointedOut()
    {
        var found = PreludeDecoder.Decode([.. Header, .. Header]).Problems[0];

        Assert.Equal(Header.Length, found.Offset);
        Assert.Contains("never identifies a client", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Http_SaysThatItIsNoTls() =>
        Assert.Equal("Not TLS: the bytes do not start with a handshake record.", PreludeDecoder.Decode("GET / HTTP/1.1\r\n\r\n"u8.ToArray()).Hello);

    /// <summary>The bytes do not say what the engine decides: an open host takes any link ID, and a recorded connection was decided already.</summary>
    [Fact]
    public void Decode_BytesWithoutADecision_NamesTheReasonAndNoVerdict()
    {
        var malformed = PreludeDecoder.Decode(ProxyHeaderBytes.IPv4(Convert.FromHexString("ee000301c145")));
        var nameless = PreludeDecoder.Decode(new ClientHelloBuilder().ToBytes());

        Assert.EndsWith("Its link TLV is malformed (link_malformed).", malformed.Header, StringComparison.Ordinal);
        Assert.Equal("The ClientHello has no server_name extension (sni_missing).", Assert.Single(nameless.Problems).Message);
    }

    [Fact]
    public void DecodeLinkTlv_OfEachCloud_FindsTheLink()
    {
        Assert.Equal("553665985", PreludeDecoder.DecodeLinkTlv("ee000501c1450021").Identity.LinkId.ToString());
        Assert.Equal("18446744072646845442", PreludeDecoder.DecodeLinkTlv("e00008ffffffffc0a86402").Identity.LinkId.ToString());
        Assert.Equal(LinkIdentityKind.Malformed, PreludeDecoder.DecodeLinkTlv("ee000301c145").Identity.Kind);
    }

    [Fact]
    public void Decode_HelloAcrossRecords_NamesEveryByte()
    {
        var hello = Captures.OpenSsl;
        var message = hello[5..];
        byte[] split = [0x16, 3, 1, 0, 50, .. message[..50], 0x16, 3, 1, (byte)((message.Length - 50) >> 8), (byte)(message.Length - 50), .. message[50..]];

        var decoded = PreludeDecoder.Decode(split);

        Assert.Empty(decoded.Problems);
        Assert.Equal(PreludeDecoder.Decode(hello).ServerName, decoded.ServerName);
        Assert.Equal(2, decoded.Notes.Count(note => note.Name == "TLS record"));
    }

    [Fact]
    public void Decode_AnyBytes_Answers() =>
        Gen.Select(Gen.OneOfConst<byte[]>([], Header, Captures.OpenSsl, [.. Header, .. Captures.Chromium]), Gen.Int[0, 2_000], Gen.Byte, Gen.Int[0, 2_000], (bytes, at, value, length) =>
        {
            var changed = bytes.Take(length).ToArray();
            if (at < changed.Length) changed[at] = value;
            return changed;
        }).Sample(bytes =>
        {
            var decoded = PreludeDecoder.Decode(bytes);
            return decoded.Notes.All(note => note.Length > 0 && note.Offset + note.Length <= bytes.Length) && decoded.Problems.All(problem => problem.Offset <= bytes.Length);
        }, iter: 5_000);

    [Theory]
    [InlineData("0d0a 0D0A")]
    [InlineData("0x0d, 0x0a, 0x0d, 0x0a")]
    [InlineData("\\x0d\\x0a\\x0d\\x0a")]
    [InlineData("0d:0a:0d:0a")]
    [InlineData("00000000: 0d0a 0d0a                                ....")]
    [InlineData("0000   0d 0a 0d 0a                                       ....")]
    [InlineData("DQoNCg==")]
    [InlineData("DQoNCg")]
    public void PastedBytes_InAnyForm_AreRead(string text) => Assert.Equal([0x0d, 0x0a, 0x0d, 0x0a], PastedBytes.Read(text).Bytes);

    [Theory]
    [InlineData("0d0a0", "odd number")]
    [InlineData("hello, world!", "Neither hexadecimal nor base64")]
    public void PastedBytes_Neither_SaysWhy(string text, string why)
    {
        var pasted = PastedBytes.Read(text);

        Assert.Null(pasted.Bytes);
        Assert.Contains(why, pasted.Error, StringComparison.Ordinal);
    }

    private static string? Value(DecodedBytes decoded, string name) => decoded.Notes.Last(note => note.Name == name).Value;
}
