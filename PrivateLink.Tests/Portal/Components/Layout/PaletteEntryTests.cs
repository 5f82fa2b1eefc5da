using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

public class PaletteEntryTests
{
    private static readonly Caller Ada = Caller.Company("ada");
    private static readonly Caller Mia = Caller.Tenant("mia", Guid.NewGuid());

    private static readonly IReadOnlyList<PaletteEntry> Known =
        [.. PaletteEntry.PagesOf(Ada), new("Host", "megacorp.my-saas.io", "resources/1"), new("Host", "x.megacorp.example", "resources/2")];

    [Fact]
    public void Find_Nothing_OffersThePages() => Assert.All(PaletteEntry.Find(Ada, "", Known), entry => Assert.Equal("Page", entry.Kind));

    [Fact]
    public void Find_PartOfAHost_PutsWhatBeginsWithItFirst() =>
        Assert.Equal(["resources/1", "resources/2"], PaletteEntry.Find(Ada, "mega", Known).Take(2).Select(entry => entry.Href));

    [Theory]
    [InlineData("vpce-0a1b2c3d4e5f60718", "history?q=link:vpce-0a1b2c3d4e5f60718")]
    [InlineData("link_mismatch", "reasons/link_mismatch")]
    [InlineData("outcome:denied host:*.io", "connections?q=outcome:denied+host:*.io")]
    public void Find_SomethingThatIsNoName_LeadsToWhereItIs(string text, string href) =>
        Assert.Contains(PaletteEntry.Find(Ada, text, Known), entry => entry.Href == href);

    [Fact]
    public void Find_ALinkOfAnEndpoint_OffersTheEndpointFirstAndItsConnections()
    {
        var endpoint = new EndpointName(Guid.NewGuid(), "prod", "ref-1", "vpce-0a1b2c3d4e5f60718", "Megacorp", CloudProvider.Aws);

        var found = PaletteEntry.Find(Ada, "vpce-0a1b2c3d4e5f60718", [.. Known, .. PaletteEntry.OfEndpoint(endpoint, isCompany: true)]);

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
        var hrefs = PaletteEntry.Find(Ada, text, Known).Select(entry => entry.Href).ToList();
        Assert.Contains(first, hrefs);
        Assert.Contains(second, hrefs);
    }

    [Theory]
    [InlineData("553665985")]
    [InlineData("54626271866403940")]
    [InlineData("mega")]
    public void Find_WhatIsNoConnection_OffersNone(string text) => Assert.DoesNotContain(PaletteEntry.Find(Ada, text, Known), entry => entry.Kind == "Connection");

    [Theory]
    [InlineData("megacorp azure")]
    [InlineData("Azure  MEGACORP")]
    [InlineData("endpoint megacorp 5536")]
    [InlineData("of prod azure")]
    public void Find_WordsInAnyOrder_FindsWhatHasThemAll(string text)
    {
        var azure = new EndpointName(Guid.NewGuid(), "prod", "ref-1", "553665985", "Megacorp", CloudProvider.Azure);
        var aws = azure with { Id = Guid.NewGuid(), LinkId = "vpce-0a1b2c3d4e5f60718", Cloud = CloudProvider.Aws };

        var found = PaletteEntry.Find(Ada, text, [.. Known, .. PaletteEntry.OfEndpoint(aws, isCompany: true), .. PaletteEntry.OfEndpoint(azure, isCompany: true)]);

        Assert.Equal($"private-endpoints/{azure.Id}", found[0].Href);
        Assert.DoesNotContain(found, entry => entry.Href == $"private-endpoints/{aws.Id}");
    }

    [Theory]
    [InlineData("megacorp cannot connect", "Can Megacorp connect now?")]
    [InlineData("Megacorp is down", "Can Megacorp connect now?")]
    [InlineData("hooli does not work", "Can “hooli” connect now?")]
    public void Find_AQuestion_AsksAboutTheNameInIt(string text, string first) =>
        Assert.Equal(first, PaletteEntry.Find(Ada, text, [.. Known, .. PaletteEntry.OfTenant(Guid.NewGuid(), "Megacorp")])[0].Name);

    /// <summary>The customer has no entry of a tenant. Its host was once first, and led to the form that edits it.</summary>
    [Theory]
    [InlineData("megacorp cannot connect", "connectivity?q=megacorp")]
    [InlineData("why is megacorp.my-saas.io down", "connectivity?q=megacorp.my-saas.io")]
    public void Find_AQuestionOfACustomer_LeadsToConnectivity(string text, string href) =>
        Assert.Equal(href, PaletteEntry.Find(Mia, text, [.. PaletteEntry.PagesOf(Mia), Known[^2]])[0].Href);

    [Theory]
    [InlineData("alert 49", "connections?q=outcome:denied+reason:sni_*,link_*,host_disabled,limit_host,limit_link")]
    [InlineData("curl: (35) error:0A000419:SSL routines::tlsv1 alert access denied", "reasons?ending=alert")]
    [InlineData("access_denied", "reasons?ending=alert")]
    [InlineData("reset connection", "connections?q=ending:backend_reset")]
    [InlineData("curl: (56) Recv failure: Connection reset by peer", "connections?q=ending:backend_reset")]
    [InlineData("refused", "listeners")]
    [InlineData("dial tcp 10.0.1.15:443: connect: connection refused", "connections?q=ending:backend_refused,backend_none")]
    [InlineData("Timeout", "connectivity")]
    [InlineData("net::ERR_CONNECTION_TIMED_OUT", "connections?q=ending:backend_timeout")]
    [InlineData("handshake failure", "connections?q=outcome:denied+reason:hello_*,sni_*")]
    [InlineData("disk full", "#attention-heading")]
    [InlineData("write: no space left on device", "settings/in-force#disk")]
    [InlineData("could not resolve host: megacorp.my-saas.io", "connectivity")]
    [InlineData("upstream refused", "reasons/backend_refused")]
    public void Find_AnErrorMessage_OffersWhereItsCauseIsFound(string message, string href) =>
        Assert.Contains(PaletteEntry.Find(Ada, message, Known), entry => entry.Href == href);

    /// <summary>A symptom in other words, for both kinds of reader.</summary>
    [Theory]
    [InlineData("nothing arrives", "connectivity")]
    [InlineData("no connection arrives", "connectivity")]
    [InlineData("No traffic", "connectivity")]
    [InlineData("HTTP 403", "connections?q=outcome:allowed")]
    [InlineData("HTTP/1.1 502 Bad Gateway", "connections?q=outcome:allowed")]
    [InlineData("403", "connections?q=outcome:allowed")]
    [InlineData("404", "connections?q=outcome:allowed")]
    public void Find_ASymptomInOtherWords_ComesFirstForEveryone(string message, string href)
    {
        PaletteEntry[] known = [.. Known, new("Endpoint", "54626271866403940404: GCP europe-west1 for globex", "private-endpoints/1")];

        Assert.All((Caller[])[Ada, Mia], caller => Assert.Equal(href, PaletteEntry.Find(caller, message, known)[0].Href));
    }

    /// <summary>The words of a status are in other messages and names too.</summary>
    [Theory]
    [InlineData("status")]
    [InlineData("service")]
    [InlineData("not found")]
    [InlineData("54626271866403940")]
    public void Symptoms_WordsAroundAStatus_AreNone(string text) =>
        Assert.DoesNotContain(PaletteSymptom.Of(Ada, text), entry => entry.Name.StartsWith("HTTP", StringComparison.Ordinal));

    [Fact]
    public void Symptoms_Filters_AreValidAndCoverTheReasonsThatTheClientSeesAsSuch()
    {
        var filters = PaletteSymptom.All.Where(symptom => symptom.Href.StartsWith("connections?q=", StringComparison.Ordinal))
            .ToDictionary(symptom => symptom.Name, symptom => FilterParser.Parse(Uri.UnescapeDataString(symptom.Href["connections?q=".Length..]).Replace('+', ' ')).Filter);
        Assert.All(filters, filter => Assert.NotNull(filter.Value));
        Assert.Equal(CodesOf(WireEnding.AccessDenied, but: Reason.ClaimObserved), CodesIn("alert 49"));
        Assert.Equal(CodesOf(WireEnding.Reset), CodesIn("econnreset"));

        string[] CodesOf(WireEnding ending, Reason? but = null) =>
            [.. ReasonTable.Where(row => row.WireEnding == ending).Where(reason => reason != but).Select(ReasonTable.CodeOf).Order(StringComparer.Ordinal)];

        string[] CodesIn(string message)
        {
            var values = filters[PaletteSymptom.Of(Ada, message)[0].Name]!.Conditions.Single(condition => condition.Field == FilterField.Reason).Values;
            return [.. ReasonTable.Where(row => !row.LetsIn).Select(ReasonTable.CodeOf).Where(code => values.Any(value => Glob.Matches(code, value))).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Symptoms_ForATenant_LeadToNoPageOfTheCompany()
    {
        Assert.DoesNotContain(PaletteSymptom.Of(Mia, "connection refused"), entry => entry.Href == "listeners");
        Assert.Contains(PaletteSymptom.Of(Mia, "connection refused"), entry => entry.Href == "connectivity");
        Assert.Equal(["#attention-heading"], PaletteSymptom.Of(Mia, "disk full").Select(entry => entry.Href));
        Assert.DoesNotContain(PaletteEntry.Find(Mia, "disk full", []), entry => entry.Href.StartsWith("connectivity", StringComparison.Ordinal));
        Assert.Empty(PaletteSymptom.Of(Ada, "49"));
    }

    [Fact]
    public void PagesOf_ATenant_HasNothingOfTheCompany() =>
        Assert.DoesNotContain(PaletteEntry.PagesOf(Caller.Tenant("mia", Guid.NewGuid())), entry => entry.Href is "listeners" or "upstreams" or "tools/decoder");
}
