using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.Components.Pages.AuditEvidence;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.AuditEvidence;

public class EvidencePageTests : PageTest
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Render_TheCompanyWithoutATenant_LeadsToTheTenants()
    {
        Reader.Become(Caller.Company("ada"));

        var page = Render<EvidencePage>();

        await page.WaitForAssertionAsync(() => Assert.Contains("Choose a tenant first", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Make_ByAnOwner_ShowsTheChecksumAndTheWayToThePrint()
    {
        var resource = await ResourceAsync("megacorp.my-saas.io");
        Reader.Become(Caller.Tenant("mia", resource.Draft.TenantId!.Value));
        var page = Render<EvidencePage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("No evidence yet", page.Text(), StringComparison.Ordinal));

        await page.Find("form[aria-label='Create evidence']").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Evidence created", page.Text(), StringComparison.Ordinal));
        var checksum = Finding.TextOf(page.Find("[aria-labelledby=made-heading] .copyable .mono"));
        Assert.Matches("^[0-9a-f]{64}$", checksum);
        Assert.Matches("^evidence/[0-9a-f-]{36}/print$", page.Find("a[target=_blank]").GetAttribute("href"));
        Assert.Equal(checksum, page.Find("table .mono").GetAttribute("title"));
    }

    [Fact]
    public void Print_HasHeadedTablesAndTheChecksumInTheFooterOfEveryPage()
    {
        var made = Made(new EvidenceHost(
            "megacorp.my-saas.io", [], Noon, nameof(ResourceMode.Open), IsOn: true, PrivateOnly: null, TrialUntil: null, [], new(0, 0, 0, 0, 0, [])));

        var page = Render<EvidencePrint>(parameters => parameters.Add(print => print.Made, made));

        Assert.Contains("Not private: the host is open.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("It lists no private endpoint.", page.Text(), StringComparison.Ordinal);
        Assert.Contains($"@bottom-left {{ content: \"Made 2026-03-01 12:00:00 UTC\\A SHA-256 {made.Checksum}\"", page.Markup, StringComparison.Ordinal);
        Assert.All(page.FindAll("table"), table => Assert.NotNull(table.QuerySelector("caption")));
        Assert.All(page.FindAll("th"), head => Assert.Matches("^(col|row)$", head.GetAttribute("scope")));
        Assert.Empty(page.FindAll("nav"));
    }

    [Fact]
    public void Print_APeriodThatIsPartlyOnRecord_SaysSoBeforeAnyCount()
    {
        var made = Made();
        made = made with { Document = made.Document with { NotOnRecord = [new(Noon.AddDays(-9), Noon.AddDays(-8), "Nothing was counted for anybody.")] } };

        var page = Render<EvidencePrint>(parameters => parameters.Add(print => print.Made, made));

        Assert.Contains("The period is only partly recorded.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("2026-02-20 12:00:00 UTC", Finding.TextOf(page.Find("[aria-labelledby=record] tbody")), StringComparison.Ordinal);
    }

    private static MadeEvidence Made(params EvidenceHost[] hosts)
    {
        var document = new EvidenceDocument
        {
            Form = EvidenceDocument.CurrentForm,
            Id = Guid.NewGuid(),
            Installation = Guid.NewGuid(),
            Portal = "https://portal.my-saas.io",
            MadeAt = Noon,
            MadeBy = "mia",
            Tenant = "Megacorp",
            TenantId = Guid.NewGuid(),
            Host = null,
            From = Noon.AddDays(-30),
            Until = Noon,
            NotOnRecord = [],
            Hosts = hosts,
            Changes = [],
            Chain = new(7, 7, new string('a', 64)),
        };
        return new(document, document.ToFile(), EvidenceDocument.ChecksumOf(document.ToFile()), 8, new string('b', 64));
    }
}
