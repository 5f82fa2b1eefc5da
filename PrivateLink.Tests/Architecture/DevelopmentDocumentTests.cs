using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Architecture;

public partial class DevelopmentDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "development.md"));

    [Fact]
    public void Variables_OfTheTests_AreInTheDocument() => Assert.Equal(
        NamesIn(Directory.EnumerateFiles(Path.Combine(Repository.Root, "PrivateLink.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)),
        NamesIn([Document]));

    [Fact]
    public void Files_ThatTheDocumentNames_AreThere() => Assert.Empty(
        from match in PathName().Matches(Document)
        let path = match.Groups[1].Value
        where !Roots.Any(root => Path.Exists(Path.Combine(Repository.Root, root, path)))
        select path);

    /// <summary>The folders that the document's paths are relative to.</summary>
    private static string[] Roots => ["", "PrivateLink.Tests", "PrivateLink.Portal"];

    private static string[] NamesIn(IEnumerable<string> texts) => [.. texts.SelectMany(text => Variable().Matches(text)).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("PRIVATELINK_[A-Z]+(?:_[A-Z]+)*")]
    private static partial Regex Variable();

    [GeneratedRegex(@"`((?:[\w.]+/)+\w+\.(?:cs|razor|md))`")]
    private static partial Regex PathName();
}
