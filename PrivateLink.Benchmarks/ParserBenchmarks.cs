using BenchmarkDotNet.Attributes;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Benchmarks;

/// <summary>What it takes to learn where a connection comes from and where it wants to go.</summary>
[MemoryDiagnoser]
public class ParserBenchmarks
{
    private readonly byte[] _header = BenchBytes.Header(BenchPolicy.Link(7));
    private readonly byte[] _hello = BenchBytes.Hello(BenchPolicy.Host(7));

    /// <summary>An AWS header with checksum and padding, 100 bytes.</summary>
    [Benchmark]
    public LinkIdentity ProxyHeaderAndLinkId()
    {
        ProxyProtocolParser.Parse(_header, out var header, out _);
        return LinkIdReader.Read(header.Tlvs, CloudProvider.Aws);
    }

    /// <summary>A ClientHello of 517 bytes with the extensions that matter, and its name normalised.</summary>
    [Benchmark]
    public int ClientHelloAndName()
    {
        ClientHelloParser.Parse(_hello, out var hello, out _);
        Span<char> name = stackalloc char[ServerName.MaximumLength];
        ServerName.TryNormalize(hello.ServerName, name, out var length);
        return length;
    }
}
