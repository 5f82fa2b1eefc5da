using CsCheck;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>A change in a database that is not otherwise followed: only its closings apply.</summary>
public class PolicyClosingTests
{
    private const int Worlds = 5_000;
    private const string Service = "saas";

    private static readonly ResourcePolicy Host = TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, On(Service));

    [Fact]
    public void Follow_AnyStep_LetsNobodyInWhoIsDeniedNow() =>
        Gen.Select(PolicyGen.Resources, PolicyGen.Resources, PolicyGen.Resources, PolicyGen.Attempt.Array[8]).Sample((inForce, before, after, attempts) =>
        {
            var (now, next) = (TestPolicy.Snapshot(inForce[0]), TestPolicy.Snapshot(PolicyClosing.Follow(inForce[0], before[0], after[0])));
            return attempts.All(attempt => !attempt.Against(next).IsRelayed || attempt.Against(now).IsRelayed);
        }, iter: Worlds);

    [Theory]
    [InlineData(ResourceMode.Open, ResourceMode.Open, ResourceMode.Enforce, ResourceMode.Enforce)]
    [InlineData(ResourceMode.Enforce, ResourceMode.Open, ResourceMode.Monitor, ResourceMode.Enforce)] // stricter than before there, but looser than in force
    [InlineData(ResourceMode.Open, ResourceMode.Enforce, ResourceMode.Monitor, ResourceMode.Open)] // a loosening, whatever the result
    public void Follow_OtherMode_OnlyAStepTowardsStricterCounts(ResourceMode inForce, ResourceMode before, ResourceMode after, ResourceMode expected) =>
        Assert.Equal(expected, PolicyClosing.Follow(In(inForce), In(before), In(after)).Mode);

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    public void Follow_SwitchedOff_OnlyByTheStepItself(bool before, bool after, bool expected)
    {
        ResourcePolicy Off(bool off) => off ? TestPolicy.SwitchedOff(Host) : Host;

        Assert.Equal(expected, PolicyClosing.Follow(Host, Off(before), Off(after)).Disabled);
    }

    [Fact]
    public void Follow_LinkListedNoMore_IsGoneHereToo() => Assert.Empty(Links(Host, Host, Listing()));

    /// <summary>Even on an open resource, private-only listeners deny a disabled link.</summary>
    [Fact]
    public void Follow_LinkListedNoMore_StaysWhereItIsSwitchedOff() => Assert.Equal([Off(Service)], Links(Listing(Off(Service)), Host, Listing()));

    [Fact]
    public void Follow_LinkListedUnderOneServiceLess_IsGoneUnderThatOne()
    {
        var both = Listing(On("elsewhere"), On(Service));

        Assert.Equal([On("elsewhere")], Links(both, both, Listing(On("elsewhere"))));
    }

    [Fact]
    public void Follow_ServiceOfALinkRenamed_ClosesNothing() => Assert.Same(Host, PolicyClosing.Follow(Host, Host, Listing(On("renamed"))));

    [Fact]
    public void Follow_LinkSwitchedOff_IsListedOnceAndOff() => Assert.Equal([Off(Service)], Links(Host, Host, Listing(Off(Service))));

    [Fact]
    public void Follow_LinkOfAnotherServiceSwitchedOff_StaysOnHere() =>
        Assert.Equal([Off("elsewhere"), On(Service)], Links(Host, Host, Listing(Off("elsewhere"), On(Service))));

    [Fact]
    public void Follow_UpstreamMovedByTheStep_MovesAlong()
    {
        var moved = Before(Host.Upstream with { Addresses = [new("127.0.0.9", 9)] });

        Assert.Same(moved.Upstream, PolicyClosing.Follow(Host, Host, moved).Upstream);
        Assert.Same(Host, PolicyClosing.Follow(Host, moved, moved)); // the upstream had moved before the change
    }

    [Fact]
    public void Follow_AnotherUpstream_StaysWithItsOwn()
    {
        var other = TestPolicy.UpstreamAt(1);

        Assert.Same(Host, PolicyClosing.Follow(Host, Host, Before(other)));
        Assert.Same(Host, PolicyClosing.Follow(Host, Before(other), Before(other with { Addresses = [] })));
    }

    private static IReadOnlyList<LinkGrant> Links(ResourcePolicy inForce, ResourcePolicy before, ResourcePolicy after) =>
        PolicyClosing.Follow(inForce, before, after).Links.Grants;

    private static LinkGrant On(string service) => new(TestPolicy.AwsLink, service);

    private static LinkGrant Off(string service) => new(TestPolicy.AwsLink, service, Enabled: false);

    private static ResourcePolicy Listing(params LinkGrant[] grants) => PolicyGen.With(Host, grants);

    private static ResourcePolicy In(ResourceMode mode) => TestPolicy.Resource(TestPolicy.Host, mode, Host.Upstream);

    private static ResourcePolicy Before(Upstream upstream) => TestPolicy.Resource(TestPolicy.Host, Host.Mode, upstream, [.. Host.Links.Grants]);
}
