using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Texts;

/// <summary>
/// Phrases that readers did not understand do not come back: not on screens, in messages, comments or documents. <c>phrases.txt</c> lists each
/// with what to write instead.
/// </summary>
public partial class PhraseTests
{
    private static readonly Phrase[] Phrases =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "PrivateLink.Tests", "Texts", "phrases.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" => ") is [var pattern, var instead] ? new Phrase(Any(pattern), instead) : throw new FormatException(line)),
    ];

    [Fact]
    public void Texts_EveryFile_HasNoneOfThePhrases() => Assert.Empty(
        from file in Repository.Sources().Concat(Repository.Documents())
        where Path.GetFileName(file) != "PhraseTests.cs"
        from found in Find(File.ReadAllText(file))
        select $"{Path.GetRelativePath(Repository.Root, file)}:{found}");

    [Theory]
    [InlineData("// a listener that has stopped to accept", 1)]
    [InlineData("/// <summary>\n    /// a listener that has stopped\n    /// to accept\n", 2)]
    [InlineData("<p>\n    Whoever signs in\n</p>", 2)]
    public void Find_APhrase_NamesItsLine(string text, int line) => Assert.StartsWith($"{line} ", Assert.Single(Find(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("// a listener that has stopped accepting")]
    [InlineData("var whoeverAsks = 1;")]
    public void Find_InPlainWords_FindsNothing(string text) => Assert.Empty(Find(text));

    private static IEnumerable<string> Find(string text)
    {
        // A phrase may be wrapped, so the marks of comments become spaces. Each keeps its length, so that line numbers stay correct.
        var plain = CommentMark().Replace(text, mark => new string(' ', mark.Length));
        foreach (var phrase in Phrases)
        {
            foreach (var match in phrase.Pattern.Matches(plain).AsEnumerable())
            {
                yield return $"{text.AsSpan(0, match.Index).Count('\n') + 1} \"{text.Substring(match.Index, match.Length)}\": write {phrase.Instead}";
            }
        }
    }

    private static Regex Any(string pattern) => new(pattern.Replace(" ", @"\s+", StringComparison.Ordinal), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"(?<=^[ \t]*)//[/!]?|(?<=^[ \t]*)#(?= )", RegexOptions.Multiline)]
    private static partial Regex CommentMark();

    private sealed record Phrase(Regex Pattern, string Instead);
}
