using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.PrivateEndpoints;
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
    public void Find_ALinkOfAnEndpoint_OffersTheEndpointFirstAndItsConnections()
    {
        var endpoint = new EndpointName(Guid.NewGuid(), "prod", "ref-1", "vpce-0a1b2c3d4e5f60718", "Megacorp");

        var found = PaletteEntry.Find("vpce-0a1b2c3d4e5f60718", [.. Known, .. PaletteEntry.OfEndpoint(endpoint, isCompany: true)]);

        Assert.Equal(
            [("Connections through vpce-0a1b2c3d4e5f60718", "connections?q=link:vpce-0a1b2c3d4e5f60718"), ("vpce-0a1b2c3d4e5f60718: prod of Megacorp", $"private-endpoints/{endpoint.Id}")],
            found.Take(2).Select(entry => (entry.Name, entry.Href)).OrderBy(entry => entry.Name, StringComparer.Ordinal));
        Assert.Equal("private-endpoints/" + endpoint.Id, found[0].Href);
    }

    [Theory]
    [InlineData("10.0.1.15", "connections?q=client:10.0.1.15", "history?q=client:10.0.1.15")]
    [InlineData("10.0.0.0/8", "connections?q=client:10.0.0.0/8", "history?q=client:10.0.0.0/8")]
    [InlineData("302029322264281088", "connections/302029322264281088", "connections?q=link:302029322264281088")]
    public void Find_AnAddressOrAConnection_LeadsToIt(string text, string first, string second)
    {
        var hrefs = PaletteEntry.Find(text, Known).Select(entry => entry.Href).ToList();
        Assert.Contains(first, hrefs);
        Assert.Contains(second, hrefs);
    }

    [Theory]
    [InlineData("553665985")]
    [InlineData("54626271866403940")]
    [InlineData("mega")]
    public void Find_WhatIsNoConnection_OffersNone(string text) => Assert.DoesNotContain(PaletteEntry.Find(text, Known), entry => entry.Kind == "Connection");

    [Fact]
    public void PagesOf_ATenant_HasNothingOfTheCompany() =>
        Assert.DoesNotContain(PaletteEntry.PagesOf(Caller.Tenant("mia", Guid.NewGuid())), entry => entry.Href is "listeners" or "upstreams" or "tools/decoder");
}
