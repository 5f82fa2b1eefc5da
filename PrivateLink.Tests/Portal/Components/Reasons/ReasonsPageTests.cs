using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Pages.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Reasons;

public class ReasonsPageTests : PageTest
{
    /// <summary>A person with the alert in a client's log looks for a few reasons, not for fifty.</summary>
    [Fact]
    public void Reasons_OfTheAlert_AreThoseThatEndWithIt()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/reasons?ending=alert");

        var page = Render<ReasonsPage>();

        Assert.Contains("TLS alert 49", page.Text(), StringComparison.Ordinal);
        Assert.Contains("link_mismatch", page.Text(), StringComparison.Ordinal);
        Assert.Contains("sni_missing", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("hello_not_tls", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("backend_refused", page.Text(), StringComparison.Ordinal);
    }
}
