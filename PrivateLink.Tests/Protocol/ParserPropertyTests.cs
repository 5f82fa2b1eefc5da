using System.Net;
using CsCheck;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Tls;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol;

/// <summary>For any bytes, parsers return, lengths stay inside the input, and written headers can be read back.</summary>
public class ParserPropertyTests
{
    private const int Samples = 20_000;

    private static readonly Gen<byte[]> Noise = Gen.Byte.Array[0, 300];

    // Random bytes fail at the first byte. A valid start lets them reach the length fields.
    private static readonly Gen<byte[]> AlmostHeader = Gen.Select(
        Gen.OneOfConst(0x20, 0x21), Gen.OneOfConst(0x00, 0x11, 0x21, 0x31), Gen.Int[0, 300], Noise,
        (command, family, length, rest) => ProxyHeaderBytes.WithLength((byte)command, (byte)family, length, rest));

    private static readonly Gen<byte[]> AlmostHello = Gen.Select(
        Noise, Gen.Int[0, 300], (noise, at) => TlsBytes.Record(TlsBytes.Message(
            [.. ClientHelloBuilder.For("a.example").Alpn("h2").Body().Take(at), .. noise])));

    private static readonly Gen<LinkId> AnyLink = Gen.OneOf(
        Gen.UInt.Select(LinkId.Azure),
        Gen.ULong.Select(LinkId.Gcp),
        Gen.Char["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"].Array[1, 60]
            .Select(text => TestPolicy.Link(CloudProvider.Aws, new string(text))),
        Gen.Char["0123456789abcdef"].Array[17].Select(hex => TestPolicy.Link(CloudProvider.Aws, "vpce-" + new string(hex))));

    private static readonly Gen<NetworkAddress> AnyAddress = Gen.Select(
        Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]), Gen.UShort, (bytes, port) => NetworkAddress.From(new IPEndPoint(new IPAddress(bytes), port)));

    [Fact]
    public void ProxyProtocolParser_AnyBytes_ReturnsWithinTheInput() =>
        Gen.OneOf(Noise, AlmostHeader).Sample(bytes =>
        {
            var status = ProxyProtocolParser.Parse(bytes, out var header, out var error);
            if (status == ParseStatus.Done) LinkIdReader.Read(header.Tlvs);
            return (status == ParseStatus.Invalid) == (error != ProxyProtocolError.None) && header.Length <= bytes.Length;
        }, iter: Samples);

    [Fact]
    public void ClientHelloParser_AnyBytes_ReturnsWithinTheInput() =>
        Gen.OneOf(Noise, AlmostHello).Sample(bytes =>
        {
            var status = ClientHelloParser.Parse(bytes, out var hello, out var error);
            return (status == ParseStatus.Invalid) == (error != ClientHelloError.None) && hello.Length <= bytes.Length;
        }, iter: Samples);

    [Fact]
    public void LinkIdReader_AnyBytes_ReturnsForEveryCloud() =>
        Noise.Sample(bytes =>
        {
            LinkIdReader.Read(bytes);
            foreach (var cloud in Enum.GetValues<CloudProvider>()) LinkIdReader.Read(bytes, cloud);
        }, iter: Samples);

    [Fact]
    public void ClientHelloParser_AnySplitIntoRecords_SaysTheSame() =>
        Gen.Int[1, 60].Array[1, 30].Sample(sizes =>
        {
            var message = ClientHelloBuilder.For("megacorp.my-saas.io").KeyShare(0x11EC, 1216).Message();
            var bytes = TlsBytes.Records(message, sizes.TakeWhile((_, index) => sizes.Take(index + 1).Sum() < message.Length));
            return ClientHelloParser.Parse(bytes, out var hello, out _) == ParseStatus.Done && hello.ServerName.SequenceEqual("megacorp.my-saas.io"u8);
        });

    [Fact]
    public void ProxyProtocolWriter_AnyHeader_ReadsBack() =>
        Gen.Select(AnyAddress, AnyAddress, AnyLink, Gen.Bool, Gen.Byte.Array[0, 128]).Sample((source, destination, link, hasChecksum, uniqueId) =>
        {
            Span<byte> buffer = stackalloc byte[ProxyProtocolParser.MaximumLength];
            var writer = ProxyProtocolWriter.Proxy(buffer, source, destination);
            if (hasChecksum) writer.Crc32C();
            writer.UniqueId(uniqueId);
            writer.Link(link);

            return writer.Finish() == ProxyProtocolWriteResult.Written
                && ProxyProtocolParser.Parse(buffer[..writer.Length], out var header, out _) == ParseStatus.Done
                && header.Length == writer.Length
                && Same(header.Source, source) && Same(header.Destination, destination)
                && LinkIdReader.Read(header.Tlvs) == LinkIdentity.One(link);
        }, iter: Samples);

    [Fact]
    public void LinkId_AnyId_TextReadsBack() =>
        AnyLink.Sample(link => LinkId.TryParse(link.Cloud, link.ToString(), out var again) && again == link, iter: Samples);

    /// <summary>Whether both are equal, treating an IPv4-mapped address as IPv4.</summary>
    private static bool Same(NetworkAddress? read, NetworkAddress written) => read is { } address && Plain(address).Equals(Plain(written));

    private static IPEndPoint Plain(NetworkAddress address) =>
        address.Address.IsIPv4MappedToIPv6 ? new(address.Address.MapToIPv4(), address.Port) : address.ToIPEndPoint();
}
