using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Layout;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

public class PaletteEntryTests
{
    private static readonly IReadOnlyList<PaletteEntry> Known =
        [.. PaletteEntry.PagesOf(Caller.Company("ada")), new("Host", "megacorp.my-saas.io", "resources/1"), new("Host", "x.megacorp.example", "resources/2")];

    [Fact]
    public void Find_Nothing_OffersThePages() => Assert.All(PaletteEntry.Find("", Known), entry => Assert.Equal("Page", entry.Kind));

    [Fact]
    public void Find_PartOfAHost_PutsWhatBeginsWithItFirst() =>
        Assert.Equal(["resources/1", "resources/2"], PaletteEntry.Find("mega", Known).Take(2).Select(entry => entry.Href));

    [Theory]
    [InlineData("vpce-0a1b2c3d4e5f60718", "history?q=link:vpce-0a1b2c3d4e5f60718")]
    [InlineData("link_mismatch", "reasons/link_mismatch")]
    [InlineData("outcome:denied host:*.io", "connections?q=outcome:denied+host:*.io")]
    public void Find_SomethingThatIsNoName_LeadsToWhereItIs(string text, string href) =>
        Assert.Contains(PaletteEntry.Find(text, Known), entry => entry.Href == href);

    [Fact]
    public void PagesOf_ATenant_HasNothingOfTheCompany() =>
        Assert.DoesNotContain(PaletteEntry.PagesOf(Caller.Tenant("mia", Guid.NewGuid())), entry => entry.Href is "listeners" or "upstreams" or "tools/decoder");
}
