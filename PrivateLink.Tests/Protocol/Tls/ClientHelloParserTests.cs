using System.Buffers.Binary;
using System.Text;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Tls;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Tls;

public class ClientHelloParserTests
{
    public static TheoryData<string> Valid => [.. ValidHellos.All.Select(hello => hello.Name)];

    public static TheoryData<string> Hostile => [.. HostileHellos.All.Select(hello => hello.Name)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Parse_ValidHello_SaysWhatItHolds(string name)
    {
        var expected = ValidHellos.Named(name);

        Assert.Equal(ParseStatus.Done, ClientHelloParser.Parse(expected.Bytes, out var hello, out var error));
        Assert.Equal(ClientHelloError.None, error);
        Assert.Equal(expected.ServerName, hello.HasServerName ? Encoding.Latin1.GetString(hello.ServerName) : null);
        Assert.Equal(expected.Alpn, Protocols(hello.AlpnProtocols));
        Assert.Equal(expected.Versions, Versions(hello.SupportedVersions));
        Assert.Equal(expected.Ech, hello.EchOffered);
        Assert.Equal(expected.Bytes.Length, hello.Length);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Parse_EveryPrefixOfAValidHello_AsksForMore(string name)
    {
        var bytes = ValidHellos.Named(name).Bytes;
        for (var length = 0; length < bytes.Length; length += length < 2100 || length > bytes.Length - 100 ? 1 : 61)
            Assert.Equal((length, ParseStatus.NeedMore), (length, ClientHelloParser.Parse(bytes.AsSpan(0, length), out _, out _)));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Parse_NextRecordBehindTheHello_IsNotPartOfIt(string name)
    {
        var bytes = ValidHellos.Named(name).Bytes;

        Assert.Equal(ParseStatus.Done, ClientHelloParser.Parse([.. bytes, .. TlsBytes.Record([1], type: 20)], out var hello, out _));
        Assert.Equal(bytes.Length, hello.Length);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    [MemberData(nameof(Hostile))]
    public void Parse_WithEveryByteThatComes_SaysTheSameAsFromTheBeginning(string name)
    {
        var bytes = ValidHellos.All.Select(static hello => (hello.Name, hello.Bytes))
            .Concat(HostileHellos.All.Select(static hello => (hello.Name, hello.Bytes)))
            .First(hello => hello.Name == name).Bytes;
        bytes = [.. bytes, .. bytes[..Math.Min(bytes.Length, 100)]]; // a final answer must not change with more bytes
        var progress = default(HandshakeProgress);
        var step = bytes.Length < 5000 ? 1 : 61;
        for (var length = 0; length <= bytes.Length; length += step)
        {
            var status = ClientHelloParser.Parse(bytes.AsSpan(0, length), ref progress, out var continued, out var error);

            Assert.Equal((length, status), (length, ClientHelloParser.Parse(bytes.AsSpan(0, length), out var hello, out var whole)));
            Assert.Equal((whole, hello.Length), (error, continued.Length));
            Assert.Equal(hello.ServerName, continued.ServerName);
        }
    }

    [Fact]
    public void Parse_OneByteInEachRecordAsTheyCome_LooksAtEachOnce()
    {
        var message = Captures.Chromium[5..];
        byte[] bytes = [.. message.SelectMany(static value => TlsBytes.Record([value]))];
        var progress = default(HandshakeProgress);
        for (var records = 1; records < message.Length; records++)
        {
            Assert.Equal(ParseStatus.NeedMore, ClientHelloParser.Parse(bytes.AsSpan(0, 6 * records), ref progress, out _, out _));
            Assert.Equal((6 * records, records), (progress.Length, progress.Collected));
        }

        Assert.Equal(ParseStatus.Done, ClientHelloParser.Parse(bytes, ref progress, out var hello, out _));
        Assert.Equal("megacorp.my-saas.io"u8, hello.ServerName);
    }

    [Fact]
    public void Parse_ThousandsOfExtensions_FindsTheOneThatIsRepeated()
    {
        var hello = ClientHelloBuilder.Bare;
        for (var type = 1_000; type < 65_000; type += 16) hello = hello.Extension(type);

        Assert.Equal(ParseStatus.Done, ClientHelloParser.Parse(hello.ToBytes(), out _, out _));
        foreach (var type in new[] { 1_000, 33_000, 64_984 })
        {
            Assert.Equal(ParseStatus.Invalid, ClientHelloParser.Parse(hello.Extension(type).ToBytes(), out _, out var error));
            Assert.Equal(ClientHelloError.ExtensionRepeated, error);
        }
    }

    [Fact]
    public void Parse_RecordsSplitAtEveryByte_SaysTheSame()
    {
        var message = Captures.Chromium[5..];
        for (var at = 1; at < message.Length; at++)
        {
            Assert.Equal(ParseStatus.Done, ClientHelloParser.Parse(TlsBytes.Records(message, at), out var hello, out _));
            Assert.Equal("megacorp.my-saas.io"u8, hello.ServerName);
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Parse_HostileBytes_NamesTheBrokenRule(string name)
    {
        var hostile = HostileHellos.Named(name);

        Assert.Equal(ParseStatus.Invalid, ClientHelloParser.Parse(hostile.Bytes, out _, out var error));
        Assert.Equal(hostile.Error, error);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Parse_HostileBytes_OnceRefusedNothingMendsThem(string name)
    {
        byte[] bytes = [.. HostileHellos.Named(name).Bytes, .. ClientHelloBuilder.For("a.example").ToBytes()];
        var refused = false;
        for (var length = 0; length <= bytes.Length; length += length < 2100 ? 1 : 97)
        {
            var status = ClientHelloParser.Parse(bytes.AsSpan(0, length), out _, out _);
            Assert.False(refused && status != ParseStatus.Invalid, $"Refused before, {status} with {length} bytes.");
            refused = status == ParseStatus.Invalid;
        }
    }

    [Theory]
    [InlineData(16_383, ParseStatus.NeedMore)]
    [InlineData(16_384, ParseStatus.NeedMore)]
    [InlineData(16_385, ParseStatus.Invalid)]
    public void Parse_AnnouncedRecordLength_IsJudgedOnItsFiveBytes(int length, ParseStatus status) =>
        Assert.Equal(status, ClientHelloParser.Parse(TlsBytes.Record([], length: length), out _, out _));

    [Theory]
    [InlineData(65_535, ParseStatus.Done)]
    [InlineData(65_536, ParseStatus.Done)]
    [InlineData(65_537, ParseStatus.Invalid)]
    public void Parse_MessageLength_UpTo64KiB(int length, ParseStatus status) =>
        Assert.Equal(status, ClientHelloParser.Parse(ClientHelloBuilder.For("a.example").PaddedTo(length).ToBytes(), out _, out _));

    [Theory]
    [InlineData("openssl s_client")]
    [InlineData("Chromium")]
    [InlineData("a name of an unknown type before the host")]
    [InlineData("a record for every byte")]
    [InlineData("no extensions at all (TLS 1.2)")]
    public void Parse_EverySingleByteChanged_Returns(string name)
    {
        foreach (var changed in Mutations.EveryByte(ValidHellos.Named(name).Bytes, [0x00, 0x01, 0x16, 0x7F, 0x80, 0xFF]))
            ClientHelloParser.Parse(changed, out _, out _);
    }

    private static string Protocols(ReadOnlySpan<byte> list)
    {
        var protocols = new List<string>();
        while (!list.IsEmpty)
        {
            protocols.Add(Encoding.ASCII.GetString(list.Slice(1, list[0])));
            list = list[(1 + list[0])..];
        }

        return string.Join(',', protocols);
    }

    private static string Versions(ReadOnlySpan<byte> list)
    {
        var versions = new List<string>();
        for (; !list.IsEmpty; list = list[2..])
            versions.Add($"{BinaryPrimitives.ReadUInt16BigEndian(list):x4}");
        return string.Join(',', versions);
    }
}
