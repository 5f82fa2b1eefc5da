using PrivateLink.Portal.Components.Pages.Home;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Home;

public class NextStepTests
{
    private static readonly HostProtection Initech = Host("initech.my-saas.io", ResourceMode.Monitor);
    private static readonly HostProtection Private = Host("private.my-saas.io", ResourceMode.Enforce);

    [Fact]
    public void Of_NothingSetUp_IsTheFirstEndpointForTheHost()
    {
        var next = NextStep.Of([Private, Initech], [])!;

        Assert.Equal("Set up your first endpoint", next.Button);
        Assert.Equal($"connect?hosts={Initech.Id}", next.Href);
    }

    [Fact]
    public void Of_EndpointHalfSetUp_IsToFinishIt()
    {
        var endpoint = Endpoint(PrivateEndpointState.AwaitingTraffic, Initech);

        Assert.Equal(("Resume setup", $"connect/{endpoint.Id}"), Act(NextStep.Of([Initech], [endpoint])));
    }

    [Fact]
    public void Of_EndpointThatWorks_IsTheTrial()
    {
        var (working, other) = (Endpoint(PrivateEndpointState.Verified, Initech), Endpoint(PrivateEndpointState.Draft, Initech));

        Assert.Equal(("Preview and enforce", $"connect/{working.Id}/enforce"), Act(NextStep.Of([Initech], [other, working])));
    }

    [Fact]
    public void Of_TrialRuns_IsToConfirmItBeforeAnythingElse()
    {
        var tried = Private with { TrialUntil = Decisions.Noon.UtcDateTime };
        var (first, second) = (Endpoint(PrivateEndpointState.Verified, tried), Endpoint(PrivateEndpointState.Verified, Initech));

        Assert.Equal(("Open trial", $"connect/{first.Id}/enforce"), Act(NextStep.Of([Initech, tried], [second, first])));
        Assert.Equal(("Open trial", $"resources/{tried.Id}#enforcing"), Act(NextStep.Of([tried], [])));
    }

    [Fact]
    public void Of_OneHostPrivate_IsToConnectTheOther() =>
        Assert.Equal(("Connect host", $"connect?hosts={Initech.Id}"), Act(NextStep.Of([Private, Initech], [Endpoint(PrivateEndpointState.Verified, Private)])));

    [Fact]
    public void Of_EverythingPrivateOrOff_IsNothing() =>
        Assert.Null(NextStep.Of([Private, Initech with { Enabled = false }], [Endpoint(PrivateEndpointState.Verified, Private)]));

    /// <summary>The customer can do nothing about a service without a listener, so whatever it can do comes first.</summary>
    [Fact]
    public void Of_EndpointOfAServiceWithoutAListener_IsToWaitForTheCompanyIfThereIsNothingElseToDo()
    {
        var waiting = Endpoint(PrivateEndpointState.AwaitingTraffic, Initech) with { WaitsForListener = true };
        var other = Host("other.my-saas.io", ResourceMode.Open);

        var next = NextStep.Of([Initech], [waiting])!;

        Assert.Equal("Waiting for the company: AWS us-east-1", next.Title);
        Assert.Contains("the service has no listener", next.Why, StringComparison.Ordinal);
        Assert.Equal(("Connect host", $"connect?hosts={other.Id}"), Act(NextStep.Of([Initech, other], [waiting])));
        Assert.Equal("Resume setup", NextStep.Of([Initech], [waiting, Endpoint(PrivateEndpointState.Draft, Initech)])!.Button);
    }

    private static (string, string)? Act(NextStep? next) => next is null ? null : (next.Button, next.Href);

    private static HostProtection Host(string host, ResourceMode mode) => new(Guid.NewGuid(), host, Guid.Empty, mode, Enabled: true) { Since = Decisions.Noon.UtcDateTime };

    private static PrivateEndpointRow Endpoint(PrivateEndpointState state, HostProtection host) => new(
        Guid.NewGuid(), "AWS us-east-1", "Megacorp", CloudProvider.Aws, "us-east-1", null, state, ClaimLevel.Proven, Enabled: true, [host.Host], ReachedHosts: 1, null, IsStale: false, CameBack: false);
}
