using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public class LinkSightTests
{
    private static readonly LinkId Own = TestPolicy.Link(CloudProvider.Aws, "vpce-0a1b2c3d4e5f60718");
    private static readonly LinkId Stranger = TestPolicy.Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c9");

    [Fact]
    public void Company_SeesEverything() => Assert.Equal(Stranger, LinkSight.Everything.Show(Mismatch(Stranger)).LinkId);

    [Fact]
    public void Tenant_OwnLinkThatIsNotListed_IsShown() => Assert.Equal(Own, Tenant().Show(Mismatch(Own)).LinkId);

    [Fact]
    public void Tenant_LinkThatMatched_IsShown() =>
        Assert.Equal(Stranger, Tenant().Show(Decisions.Entry(Mismatch(Stranger).Decision with { Reason = Reason.LinkMatched })).LinkId);

    [Fact]
    public void Tenant_StrangersLink_IsHiddenWithItsBytesAndItsNetwork()
    {
        var shown = Tenant().Show(Mismatch(Stranger));

        Assert.Equal("another endpoint", shown.HiddenLink);
        Assert.Null(shown.LinkId);
        Assert.Null(shown.LinkTlv);
        Assert.Null(shown.FirstBytes);
        Assert.Null(shown.Destination);
        Assert.Equal(LinkIdentityKind.One, shown.LinkKind);
    }

    [Theory]
    [InlineData(true, "another endpoint")]
    [InlineData(false, "another endpoint, …01c9")]
    public void Tenant_StrangersLink_ShowsItsLastCharactersOnlyWhereNobodyHasIt(bool hasTenant, string words)
    {
        var sight = Tenant();
        Assert.Equal([Stranger], sight.Unknown([Mismatch(Stranger), Mismatch(Own)]));

        sight.Learn(Stranger, hasTenant);

        Assert.Equal(words, sight.Show(Mismatch(Stranger)).HiddenLink);
        Assert.Empty(sight.Unknown([Mismatch(Stranger)]));
    }

    [Fact]
    public void Tenant_ForgedSecondHeader_IsHidden() =>
        Assert.Null(Tenant().Show(Decisions.Entry(Mismatch(Own).Decision with { NestedLinkId = Stranger })).NestedLinkId);

    [Fact]
    public void Tenant_BrokenLink_IsHiddenAndNoOtherEndpoint()
    {
        var broken = Decisions.Denied(Reason.LinkMalformed) with { LinkKind = LinkIdentityKind.Malformed, LinkId = null, LinkTlv = "ea0017" };

        Assert.Equal((null, null), (Tenant().Show(Decisions.Entry(broken)).LinkTlv, Tenant().Show(Decisions.Entry(broken)).HiddenLink));
    }

    [Fact]
    public void Tenant_BytesOfAHeaderWithItsOwnLink_AreShown() => Assert.NotNull(Tenant().Show(Mismatch(Own)).FirstBytes);

    [Fact]
    public void Tenant_BytesWithoutALinkOfItsOwn_AreHidden()
    {
        var without = Decisions.Denied(Reason.LinkMissing) with { LinkKind = LinkIdentityKind.Absent, LinkId = null, LinkTlv = null, FirstBytes = "0d0a" };

        Assert.Null(Tenant().Show(Decisions.Entry(without)).FirstBytes);
    }

    private static LinkSight Tenant() => LinkSight.Of(new HashSet<LinkId> { Own });

    private static ConnectionEntry Mismatch(LinkId link) => Decisions.Entry(Decisions.Denied() with { LinkId = link, FirstBytes = "0d0a" });
}
