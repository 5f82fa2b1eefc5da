using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>
/// The engine behind a scripted transport, with one listener of each kind and hosts of each mode. The hosts list <c>vpce-08d2bf15fac5001c9</c>, the
/// number 7 of Azure and of GCP, and <c>ep-t4i1a4b7c2d8e5h3j9k0</c>.
/// </summary>
public sealed class VectorStand : IDecisionSink, IAsyncLifetime
{
    private readonly ScriptedTransport _transport = new();
    private EngineUnderTest? _engine;
    private ConnectionDecision? _last;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineUnderTest.StartAsync(
            options =>
            {
                options.Listeners["auto"] = EngineUnderTest.Private();
                options.Listeners["aws"] = EngineUnderTest.Private(listener => listener.Provider = ProviderSetting.Aws);
                options.Listeners["azure"] = EngineUnderTest.Private(listener => listener.Provider = ProviderSetting.Azure);
                options.Listeners["gcp"] = EngineUnderTest.Private(listener => listener.Provider = ProviderSetting.Gcp);
                options.Listeners["alibaba"] = EngineUnderTest.Private(listener =>
                    (listener.Provider, listener.ServiceId) = (ProviderSetting.Alibaba, "epsrv-t4n1a2b3c4d5e6f7g8h9"));
                options.Listeners["strip"] = EngineUnderTest.Private(listener => listener.NestedHeader = NestedHeaderMode.Strip);
                options.Listeners["private only"] = EngineUnderTest.Private(listener => listener.LinkRequired = true);
                options.Listeners["audit"] = EngineUnderTest.Private(listener => listener.Mode = ListenerMode.Audit);
                options.Listeners["public"] = EngineUnderTest.Public();
            },
            services => services.AddSingleton<ITransport>(_transport).AddSingleton<IDecisionSink>(this));

        LinkGrant[] links = [.. new[] { TestPolicy.AwsLink, LinkId.Azure(7), LinkId.Gcp(7), TestPolicy.AlibabaLink }.Select(link => new LinkGrant(link, EngineUnderTest.Service))];
        var upstream = TestPolicy.UpstreamAt(port: 1);
        _engine.Current = TestPolicy.Snapshot(
            TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, upstream, links),
            TestPolicy.Resource("open.my-saas.io", ResourceMode.Open, upstream, links),
            TestPolicy.Resource("watched.my-saas.io", ResourceMode.Monitor, upstream, links),
            TestPolicy.SwitchedOff(TestPolicy.Resource("off.my-saas.io", ResourceMode.Open, upstream, links)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
    }

    public void OnDecision(ConnectionDecision decision) => _last = decision;

    public void OnClosed(ConnectionClosed closed) => Assert.Same(_last, closed.Decision);

    /// <summary>Plays one connection and returns its result.</summary>
    internal async Task<Played> PlayAsync(string listener, IReadOnlyList<byte[]> segments, ReceiveStatus ends)
    {
        _last = null;
        var connection = new ScriptedConnection(segments, ends);
        await _transport.PlayAsync(_engine!.Address(listener), connection);
        return new(_last!, connection.Ending!, connection.Relayed);
    }
}

/// <summary>The result of one played connection.</summary>
internal sealed record Played(ConnectionDecision Decision, string Ending, byte[]? Relayed)
{
    /// <summary>The outcome in the form of the vectors.</summary>
    public string Outcome => Decision.Detail is { } detail ? $"{ReasonTable.CodeOf(Decision.Reason)}: {detail}" : ReasonTable.CodeOf(Decision.Reason);

    /// <summary>All recorded facts, to compare with another split.</summary>
    public string Facts => string.Join('|', [
        Decision.Verdict.ToString(), Outcome, Ending, Decision.Source?.ToString(), Decision.Destination?.ToString(), Decision.LinkKind.ToString(),
        Decision.LinkId?.ToString(), Decision.LinkTlv, Decision.NestedLinkId?.ToString(), Decision.ServerName, Decision.Host, Decision.Alpn,
        Decision.TlsVersions, Decision.EchOffered.ToString(), Relayed is null ? null : Hex.Of(Relayed)]);
}
