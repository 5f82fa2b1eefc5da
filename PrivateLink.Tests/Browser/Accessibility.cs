using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// The accessibility faults that axe finds on a page. axe runs inside the page and returns only faults. The Playwright wrapper also transfers
/// everything that passed, which takes three times as long.
/// </summary>
internal static class Accessibility
{
    private const string Contrast = "color-contrast";

    private const string Run = """
        async rule => {
          const only = rule ? { runOnly: { type: 'rule', values: [rule] } } : {};
          const { violations } = await axe.run(document, { resultTypes: ['violations'], ...only });
          return violations
            .filter(violation => ['serious', 'critical'].includes(violation.impact))
            .flatMap(violation => violation.nodes.map(node => `axe ${violation.id}: ${violation.help}: ${node.html}`));
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static Task<string[]> FaultsAsync(IPage page) => RunAsync(page, rule: null);

    /// <summary>Only text with too little contrast.</summary>
    public static Task<string[]> FaintTextAsync(IPage page) => RunAsync(page, Contrast);

    private static async Task<string[]> RunAsync(IPage page, string? rule)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'")) await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(Run, rule);
    }
}
