using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Texts;

/// <summary>Links between documents, to their headings and to pictures lead somewhere. A renamed heading otherwise breaks them silently.</summary>
public partial class MarkdownLinkTests
{
    [Fact]
    public void Documents_EveryRelativeLink_LeadsSomewhere() => Assert.Empty(
        from document in Repository.Documents()
        from target in TargetsIn(File.ReadAllText(document))
        where !IsThere(document, target)
        select $"{Path.GetRelativePath(Repository.Root, document)}: {target}");

    [Theory]
    [InlineData("[a](docs/a.md#b) ![c](d.svg) [e](https://e.example)", "docs/a.md#b", "d.svg")]
    [InlineData("<source srcset=\"dark.webp\">\n<img src=\"light.webp\">", "dark.webp", "light.webp")]
    [InlineData("`[code](a.md)`\n```\n[code](b.md)\n```\n[text](c.md)", "c.md")]
    public void TargetsIn_Text_AreItsRelativeLinks(string text, params string[] targets) => Assert.Equal(targets, TargetsIn(text));

    [Theory]
    [InlineData("## One connection", "one-connection")]
    [InlineData("### Ceilings: `Engine:Limits`", "ceilings-enginelimits")]
    [InlineData("## \"Can they connect now?\"", "can-they-connect-now")]
    [InlineData("## The [policy](policy.md)", "the-policy")]
    [InlineData("## Twice\n## Twice", "twice", "twice-1")]
    [InlineData("```\n# a comment\n```")]
    public void AnchorsOf_Headings_AreThoseThatGitHubMakes(string text, params string[] anchors) => Assert.Equal(anchors, AnchorsOf(text));

    private static bool IsThere(string document, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        return Path.Exists(file) && (parts.Length == 1 || AnchorsOf(File.ReadAllText(file)).Contains(parts[1]));
    }

    private static IEnumerable<string> TargetsIn(string text) => Link().Matches(InlineCode().Replace(WithoutBlocks(text), ""))
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains(':', StringComparison.Ordinal));

    private static List<string> AnchorsOf(string text)
    {
        var anchors = new List<string>();
        foreach (Match heading in Heading().Matches(WithoutBlocks(text)))
        {
            var words = LinkText().Replace(heading.Groups[1].Value.Trim(), "$1").ToLowerInvariant();
            var anchor = Dropped().Replace(words, "").Replace(' ', '-');
            var earlier = anchors.Count(other => other == anchor || (other.StartsWith($"{anchor}-", StringComparison.Ordinal) && int.TryParse(other[(anchor.Length + 1)..], out _)));
            anchors.Add(earlier == 0 ? anchor : $"{anchor}-{earlier}");
        }

        return anchors;
    }

    private static string WithoutBlocks(string text) => CodeBlock().Replace(text, "");

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|(?:src|srcset|href)=""(?<target>[^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Dropped();
}
