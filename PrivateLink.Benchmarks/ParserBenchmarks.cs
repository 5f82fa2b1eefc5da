using BenchmarkDotNet.Attributes;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Benchmarks;

/// <summary>The cost of reading a connection's origin and host.</summary>
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

    /// <summary>A header of each cloud with only its link ID. An ID of an unusual textual form allocates a string.</summary>
    [Benchmark]
    [ArgumentsSource(nameof(Clouds))]
    public LinkIdentity LinkIdOf(CloudHeader cloud)
    {
        ProxyProtocolParser.Parse(cloud.Bytes, out var header, out _);
        return LinkIdReader.Read(header.Tlvs, cloud.Provider);
    }

    public static IEnumerable<CloudHeader> Clouds() => Enum.GetValues<CloudProvider>().Select(cloud => new CloudHeader(cloud));

    /// <summary>A ClientHello of 517 bytes with the extensions that matter, including the normalisation of its name.</summary>
    [Benchmark]
    public int ClientHelloAndName()
    {
        ClientHelloParser.Parse(_hello, out var hello, out _);
        Span<char> name = stackalloc char[ServerName.MaximumLength];
        ServerName.TryNormalize(hello.ServerName, name, out var length);
        return length;
    }
}

/// <summary>The header of one cloud.</summary>
/// <param name="Provider">The cloud.</param>
public sealed record CloudHeader(CloudProvider Provider)
{
    internal byte[] Bytes { get; } = BenchBytes.Header(BenchPolicy.LinkOf(Provider));

    /// <summary>The name in the results.</summary>
    public override string ToString() => Provider.ToString();
}
