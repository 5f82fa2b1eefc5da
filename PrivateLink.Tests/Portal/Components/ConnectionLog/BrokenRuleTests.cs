using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class BrokenRuleTests
{
    [Theory]
    [InlineData("ea000801767063652d2121", "'vpce-!!' is not a link ID of AWS")]
    [InlineData("ea0004010001ff", "the bytes 0001ff are not a link ID of AWS")]
    [InlineData("ea000101", "the link ID of AWS is empty")]
    [InlineData("ea0000", "the link ID of AWS is empty")]
    [InlineData("ea00", null)]
    public void Of_ABrokenLink_ShowsItAsText(string tlv, string? expected) =>
        Assert.Equal(expected, Of(Decisions.Denied(Reason.LinkMalformed) with { LinkKind = LinkIdentityKind.Malformed, LinkId = null, LinkTlv = tlv }));

    [Theory]
    [InlineData("5111", "unknown version", "version 5 is unknown")]
    [InlineData("2711", "unknown command", "command 7 is unknown")]
    [InlineData("2191", "unknown address family", "address family 9 is unknown")]
    [InlineData("2117", "unknown transport", "transport 7 is unknown")]
    [InlineData("2111", "too short for its addresses", "too short for its addresses")]
    public void Of_ABrokenHeader_NamesTheValue(string bytes, string detail, string expected) =>
        Assert.Equal(expected, Of(Decisions.Denied(Reason.HeaderMalformed) with { FirstBytes = $"0d0a0d0a000d0a515549540a{bytes}0000", Detail = detail }));

    [Fact]
    public void Of_AnotherDenial_IsItsDetail()
    {
        Assert.Equal("listed for another service", Of(Decisions.Denied() with { Detail = "listed for another service" }));
        Assert.Null(Of(Decisions.Denied()));
        Assert.Null(Of(Decisions.Allowed() with { Detail = "several link IDs" }));
    }

    private static string? Of(ConnectionDecision decision) => BrokenRule.Of(Decisions.View(decision));
}
