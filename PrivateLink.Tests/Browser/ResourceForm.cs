using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>Actions on the page of one resource.</summary>
internal static partial class ResourceForm
{
    public static async Task OpenAsync(IPage page, string host)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Resources" }).ClickAsync();
        await page.GetByRole(AriaRole.Table, new() { Name = "Resources" }).GetByRole(AriaRole.Link, new() { Name = host }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = host })).ToBeVisibleAsync();
    }

    public static async Task RemoveLinkAsync(IPage page, string link)
    {
        var rows = page.GetByRole(AriaRole.Group, new() { NameRegex = PrivateEndpointName() });
        await Assertions.Expect(rows.First).ToBeVisibleAsync();
        foreach (var row in await rows.AllAsync())
        {
            if (await row.GetByRole(AriaRole.Textbox).Last.InputValueAsync() != link) continue;
            await row.GetByRole(AriaRole.Button, new() { NameRegex = RemoveName() }).ClickAsync();
            return;
        }

        Assert.Fail($"{link} is not listed.");
    }

    public static async Task AddLinkAsync(IPage page, string service, string link)
    {
        var rows = page.GetByRole(AriaRole.Group, new() { NameRegex = PrivateEndpointName() });
        var listed = await rows.CountAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add private endpoint" }).ClickAsync();
        var row = rows.Nth(listed); // the new one; "the last" would still be another while the server has not drawn it
        await row.GetByLabel("Private link service").ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex(Regex.Escape(service)) }).ClickAsync();
        await row.GetByRole(AriaRole.Textbox).Last.FillAsync(link);
    }

    /// <summary>Saves, agrees if the page asks because the change cuts traffic, and returns the revision now in force.</summary>
    public static async Task<long> SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var notice = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "In force as of revision" });
        var agree = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" });
        await Assertions.Expect(notice.Or(agree)).ToBeVisibleAsync();
        if (await agree.IsVisibleAsync()) await agree.ClickAsync();
        await Assertions.Expect(notice).ToBeVisibleAsync();
        return long.Parse(Revision().Match(await notice.InnerTextAsync()).Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^Private endpoint \d+$")]
    private static partial Regex PrivateEndpointName();

    [GeneratedRegex(@"^Remove private endpoint \d+$")]
    private static partial Regex RemoveName();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Revision();
}
