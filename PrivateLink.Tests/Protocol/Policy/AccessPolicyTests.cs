using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>Decisions outside the table: name lookup, services of links, claims, no policy.</summary>
public class AccessPolicyTests
{
    private const string Service = "saas";
    private static readonly ListenerPolicy Private = new("private", Service);
    private static readonly ListenerPolicy AnyAws = new("aws");
    private static readonly LinkIdentity Aws = LinkIdentity.One(TestPolicy.AwsLink);

    [Theory]
    [InlineData(TestPolicy.Host)]
    [InlineData("unheard-of.example")]
    public void Evaluate_BeforeTheFirstSnapshot_DeniesEverything(string name)
    {
        var decision = AccessPolicy.Evaluate(null, new AccessRequest(name, Aws, Private));

        Assert.Equal((Verdict.Denied, Reason.NameUnknown), (decision.Verdict, decision.Reason));
        Assert.Equal("no policy loaded", decision.Detail);
    }

    [Theory]
    [InlineData("a.my-saas.io", "link_missing")] // one label: the wildcard matches
    [InlineData("exact.my-saas.io", "host_open")] // the exact entry replaces the wildcard
    [InlineData("my-saas.io", "sni_unknown")] // no label
    [InlineData("a.b.my-saas.io", "sni_unknown")] // two labels
    [InlineData("a.exact.my-saas.io", "sni_unknown")] // an exact entry is no wildcard
    [InlineData("amy-saas.io", "sni_unknown")] // a suffix must begin after a dot
    [InlineData("a.my-saas.io.evil.example", "sni_unknown")]
    [InlineData("io", "sni_unknown")]
    public void Evaluate_WildcardAndExact_ExactWinsAndOneLabelOnly(string name, string reason)
    {
        var snapshot = TestPolicy.Snapshot(
            TestPolicy.Resource("*.my-saas.io", ResourceMode.Enforce),
            TestPolicy.Resource("exact.my-saas.io", ResourceMode.Open));

        Assert.Equal(reason, ReasonFor(snapshot, name, LinkIdentity.Absent, Private));
    }

    [Fact]
    public void Evaluate_ExactBesideWildcard_InheritsNoLinks()
    {
        var snapshot = TestPolicy.Snapshot(
            TestPolicy.Resource("*.my-saas.io", ResourceMode.Enforce, new LinkGrant(TestPolicy.AwsLink, Service)),
            TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce));

        Assert.Equal("link_matched", ReasonFor(snapshot, "other.my-saas.io", Aws, Private));
        Assert.Equal("link_mismatch", ReasonFor(snapshot, TestPolicy.Host, Aws, Private));
    }

    [Fact]
    public void Evaluate_SwitchedOffExactBesideOpenWildcard_StaysClosed()
    {
        var snapshot = TestPolicy.Snapshot(
            TestPolicy.Resource("*.my-saas.io", ResourceMode.Open),
            TestPolicy.SwitchedOff(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open)));

        Assert.Equal("host_disabled", ReasonFor(snapshot, TestPolicy.Host, Aws, Private));
    }

    [Fact]
    public void Evaluate_EnforcedWithoutAnyLink_IsClosedNotOpen()
    {
        var snapshot = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce));

        Assert.Equal("link_missing", ReasonFor(snapshot, TestPolicy.Host, LinkIdentity.Absent, Private));
        Assert.Equal("link_mismatch", ReasonFor(snapshot, TestPolicy.Host, Aws, Private));
    }

    [Fact]
    public void Evaluate_AliasName_FollowsTheSamePolicy()
    {
        var resource = new ResourcePolicy
        {
            ResourceId = Guid.NewGuid(),
            TenantId = Guid.NewGuid(),
            Names = [TestPolicy.Host, "megacorp-eu.my-saas.io"],
            Mode = ResourceMode.Enforce,
            Links = new LinkTable([new LinkGrant(TestPolicy.AwsLink, Service)]),
            Upstream = TestPolicy.UpstreamAt(1),
        };

        Assert.Equal("link_matched", ReasonFor(TestPolicy.Snapshot(resource), "megacorp-eu.my-saas.io", Aws, Private));
        Assert.Equal("link_missing", ReasonFor(TestPolicy.Snapshot(resource), "megacorp-eu.my-saas.io", LinkIdentity.Absent, Private));
    }

    [Fact]
    public void Evaluate_AwsListenerWithoutService_MatchesAnyAwsEndpoint()
    {
        var snapshot = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce,
            new LinkGrant(TestPolicy.AwsLink, "saas-aws-us-east-1"),
            new LinkGrant(TestPolicy.AzureLink, "saas-azure"),
            new LinkGrant(TestPolicy.GcpLink, "saas-gcp")));

        Assert.Equal("link_matched", ReasonFor(snapshot, TestPolicy.Host, Aws, AnyAws));
        Assert.Equal("link_mismatch", ReasonFor(snapshot, TestPolicy.Host, LinkIdentity.One(TestPolicy.AzureLink), AnyAws));
        Assert.Equal("link_mismatch", ReasonFor(snapshot, TestPolicy.Host, LinkIdentity.One(TestPolicy.GcpLink), AnyAws));
    }

    [Fact]
    public void Evaluate_SameDigitsInAnotherCloud_AreAnotherLink()
    {
        var snapshot = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, new LinkGrant(LinkId.Azure(553665985), Service)));

        Assert.Equal("link_matched", ReasonFor(snapshot, TestPolicy.Host, LinkIdentity.One(LinkId.Azure(553665985)), Private));
        Assert.Equal("link_mismatch", ReasonFor(snapshot, TestPolicy.Host, LinkIdentity.One(LinkId.Gcp(553665985)), Private));
    }

    [Theory]
    [InlineData(true, "link_matched")]
    [InlineData(false, "link_disabled")]
    public void Evaluate_SameLinkUnderTwoServices_OnlyTheListenersServiceCounts(bool enabledHere, string reason)
    {
        var snapshot = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce,
            new LinkGrant(TestPolicy.AzureLink, "elsewhere", Enabled: !enabledHere),
            new LinkGrant(TestPolicy.AzureLink, Service, Enabled: enabledHere)));

        Assert.Equal(reason, ReasonFor(snapshot, TestPolicy.Host, LinkIdentity.One(TestPolicy.AzureLink), Private));
    }

    [Theory]
    [InlineData("k3v9.claim.invalid", true)]
    [InlineData("0.claim.invalid", true)]
    [InlineData("claim.invalid", false)]
    [InlineData("a.b.claim.invalid", false)]
    [InlineData("a.claim.invalid.my-saas.io", false)]
    [InlineData("aclaim.invalid", false)]
    public void Evaluate_ClaimName_IsObservedWithoutVerdict(string name, bool isClaim)
    {
        var wildcard = TestPolicy.Snapshot(TestPolicy.Resource("*.claim.invalid", ResourceMode.Open));
        var decision = AccessPolicy.Evaluate(isClaim ? wildcard : TestPolicy.Snapshot(), new AccessRequest(name, Aws, Private));

        Assert.Equal(isClaim ? (Verdict.None, Reason.ClaimObserved) : (Verdict.Denied, Reason.NameUnknown), (decision.Verdict, decision.Reason));
        Assert.False(decision.IsRelayed);
    }

    [Theory]
    [InlineData(TestPolicy.Host)]
    [InlineData("*.my-saas.io")]
    public void PolicySnapshot_SameNameTwice_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => TestPolicy.Snapshot(
            TestPolicy.Resource(name, ResourceMode.Enforce), TestPolicy.Resource(name, ResourceMode.Open)));

    private static string ReasonFor(PolicySnapshot snapshot, string name, LinkIdentity identity, ListenerPolicy listener) =>
        ReasonTable.CodeOf(AccessPolicy.Evaluate(snapshot, new AccessRequest(name, identity, listener)).Reason);
}
