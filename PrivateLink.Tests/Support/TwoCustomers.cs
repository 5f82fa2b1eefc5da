using System.Net;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Two customers' hosts on one upstream, each with its own link, and a client in the first customer's network.</summary>
internal static class TwoCustomers
{
    public const string Megacorp = TestPolicy.Host;
    public const string Globex = "globex.my-saas.io";

    /// <summary>The engine in front of a shared upstream.</summary>
    public static async Task<EngineUnderTest> StartAsync(Upstream shared)
    {
        var engine = await EngineUnderTest.StartAsync();
        engine.Current = TestPolicy.Snapshot(
            TestPolicy.Resource(Megacorp, ResourceMode.Enforce, shared, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service)),
            TestPolicy.Resource(Globex, ResourceMode.Enforce, shared, new LinkGrant(TestPolicy.GcpLink, EngineUnderTest.Service)));
        return engine;
    }

    /// <summary>Sends a request from Megacorp's client, with one name in TLS and one in HTTP.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> AskAsync(EngineUnderTest engine, string serverName, string host, string httpVersion)
    {
        using var client = new LinkClient(engine.Address(), TestPolicy.AwsLink, serverName);
        using var answer = await client.GetAsync(host, Version.Parse(httpVersion), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
