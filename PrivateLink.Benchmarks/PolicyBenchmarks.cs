using BenchmarkDotNet.Attributes;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Benchmarks;

/// <summary>Decisions and changes with a million link entries.</summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private const int Links = 1_000_000;
    private static readonly ListenerPolicy Listener = new("bench");

    private const int OverlaySize = 1_000;

    private PolicySnapshot _snapshot = null!;
    private PolicySnapshot _changed = null!;
    private byte[] _header = [];
    private byte[] _hello = [];
    private string _name = "";
    private LinkIdentity _identity;

    /// <summary>Divides the same million links into many small resources or few large ones.</summary>
    [Params(1, 100)]
    public int LinksPerHost { get; set; }

    /// <summary>Compiles the policy once.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var hosts = Links / LinksPerHost;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        _snapshot = BenchPolicy.Of(hosts, LinksPerHost);
        Console.WriteLine($"// {Links} links on {hosts} hosts hold {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:F0} MB");

        var host = hosts / 3;
        var link = BenchPolicy.Link((host * LinksPerHost) + (LinksPerHost / 2));
        _name = BenchPolicy.Host(host);
        _identity = LinkIdentity.One(link);
        _header = BenchBytes.Header(link);
        _hello = BenchBytes.Hello(_name);
        _changed = _snapshot.With(2, DateTimeOffset.UnixEpoch, Same(Enumerable.Range(0, OverlaySize).Select(BenchPolicy.Host)));
    }

    /// <summary>The policy alone.</summary>
    [Benchmark]
    public Reason Evaluate() => AccessPolicy.Evaluate(_snapshot, new(_name, _identity, Listener)).Reason;

    /// <summary>The whole decision: both parsers, the name, the policy.</summary>
    [Benchmark]
    public Reason ParseAndEvaluate()
    {
        ProxyProtocolParser.Parse(_header, out var header, out _);
        var identity = LinkIdReader.Read(header.Tlvs, CloudProvider.Aws);
        ClientHelloParser.Parse(_hello, out var hello, out _);
        Span<char> name = stackalloc char[ServerName.MaximumLength];
        ServerName.TryNormalize(hello.ServerName, name, out var length);
        return AccessPolicy.Evaluate(_snapshot, new(name[..length], identity, Listener)).Reason;
    }

    /// <summary>The policy alone, with the most changes there may be before a fold.</summary>
    [Benchmark]
    public Reason EvaluateUnderChanges() => AccessPolicy.Evaluate(_changed, new(_name, _identity, Listener)).Reason;

    /// <summary>One resource changed: the overlay alone.</summary>
    [Benchmark]
    public PolicySnapshot ChangeOne() => _snapshot.With(2, DateTimeOffset.UnixEpoch, Same([_name]));

    /// <summary>One resource changed on top of the most changes there may be before a fold.</summary>
    [Benchmark]
    public PolicySnapshot ChangeOneMore() => _changed.With(3, DateTimeOffset.UnixEpoch, Same([_name]));

    /// <summary>The whole policy compiled again, as at start and in the background.</summary>
    [Benchmark]
    public PolicySnapshot Compile() => new(2, DateTimeOffset.UnixEpoch, _snapshot.Resources);

    private Dictionary<Guid, ResourcePolicy?> Same(IEnumerable<string> names) =>
        names.Select(name => _snapshot.FindByName(name)).ToDictionary(resource => resource!.ResourceId);
}
