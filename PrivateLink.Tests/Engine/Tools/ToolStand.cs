using System.Net;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>An engine with a public and a private listener in front of an HTTPS backend, for external programs.</summary>
internal sealed class ToolStand : IAsyncDisposable
{
    private ToolStand(EngineUnderTest engine, HttpsUpstream upstream) => (Engine, Upstream) = (engine, upstream);

    public EngineUnderTest Engine { get; }

    public HttpsUpstream Upstream { get; }

    public IPEndPoint Public => Engine.Address("public");

    public IPEndPoint Private => Engine.Address("private");

    /// <summary>Starts with one resource in a mode; it lists one link of each cloud.</summary>
    public static async Task<ToolStand> StartAsync(ResourceMode mode)
    {
        var upstream = new HttpsUpstream();
        var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Listeners["public"] = EngineUnderTest.Public();
            options.Listeners["private"] = EngineUnderTest.Private();
        });
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, mode, upstream.Upstream,
            new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service),
            new LinkGrant(TestPolicy.AzureLink, EngineUnderTest.Service),
            new LinkGrant(TestPolicy.GcpLink, EngineUnderTest.Service),
            new LinkGrant(TestPolicy.AlibabaLink, EngineUnderTest.Service)));
        return new ToolStand(engine, upstream);
    }

    /// <summary>Verdict and reason of the next connection.</summary>
    public async Task<(Verdict Verdict, Reason Reason)> OutcomeAsync()
    {
        var decision = await Engine.Sink.NextDecisionAsync();
        return (decision.Verdict, decision.Reason);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
