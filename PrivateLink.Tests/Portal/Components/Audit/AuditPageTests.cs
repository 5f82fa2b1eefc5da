using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.Audit;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Audit;

public class AuditPageTests : PageTest
{
    [Fact]
    public async Task Render_Nothing_SaysWhatWillAppear()
    {
        // The demonstration's rows already left an entry, so this uses a tenant that has none.
        Reader.Become(Caller.Tenant("new", Guid.NewGuid()));
        var page = Render<ActivityPage>();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".skeleton")));

        Assert.Contains("No activity yet", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_AChange_ShowsWhoWhatAndTheDifference()
    {
        await ChangeAsync();
        Navigation.NavigateTo("audit/2");

        var page = await RenderedAsync(2); // after the demonstration's entries

        Assert.Contains("local", Finding.TextOf(page.Find("td.who")), StringComparison.Ordinal);
        Assert.Equal("Resource changed", Finding.TextOf(page.Find("td.what")));
        Assert.Contains("megacorp.my-saas.io", Finding.TextOf(page.Find("td.target")), StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("table[aria-label='Changes'] del"));
    }

    [Fact]
    public async Task Filter_Chosen_IsInTheAddressAndAppliesThere()
    {
        await ChangeAsync();
        var page = await RenderedAsync();

        await page.Find("select:has(option[value=Refused])").ChangeAsync(new ChangeEventArgs { Value = "Refused" });

        Assert.EndsWith("audit?result=refused", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("No entry matches", page.Text(), StringComparison.Ordinal));
        Assert.Equal("refused", page.Find("form[method=post] input[name=result]").GetAttribute("value"));
    }

    [Fact]
    public async Task Details_OfAnEntryThatIsNotThere_SayOnlyThat()
    {
        var page = await RenderedAsync(99);

        Assert.Contains("Entry not found", page.Text(), StringComparison.Ordinal);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private async Task ChangeAsync()
    {
        var resource = await ResourceAsync("megacorp.my-saas.io");
        resource.Draft.Links.Clear();
        await SaveAsync(resource);
    }

    private async Task<IRenderedComponent<AuditPage>> RenderedAsync(long? sequence = null)
    {
        var page = Render<AuditPage>(parameters => parameters.Add(audit => audit.Sequence, sequence));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }
}
