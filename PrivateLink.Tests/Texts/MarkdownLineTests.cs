using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Texts;

/// <summary>
/// Documents have one sentence a line, so that a change shows the sentence that changed. The width keeps sentences short.
/// Tables, code and lines that only hold a link cannot be broken, so they may be longer.
/// </summary>
public class MarkdownLineTests
{
    private const int Width = 140;

    [Fact]
    public void Documents_EveryLine_FitsIntoTheWidth() => Assert.Empty(
        from file in Repository.Documents()
        from line in LongLines(File.ReadAllText(file))
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line} is wider than {Width} columns: split the sentence, or make a table");

    [Theory]
    [InlineData(140, "a sentence", 1)]
    [InlineData(141, "a sentence", 0)]
    [InlineData(141, "| a cell", 1)]
    [InlineData(141, "<https://", 1)]
    [InlineData(141, "```\n", 1)]
    public void LongLines_OfALine_AreThoseThatCouldBeShorter(int width, string start, int fits)
    {
        var line = start[(start.LastIndexOf('\n') + 1)..].PadRight(width, 'x');
        var text = start.Contains('\n', StringComparison.Ordinal) ? start + line + "\n```\n" : line;

        Assert.Equal(1 - fits, LongLines(text).Count());
    }

    private static IEnumerable<int> LongLines(string text)
    {
        var isCode = false;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (content.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (!isCode && line.TrimEnd('\r').Length > Width && content[0] != '|' && !IsBareLink(content)) yield return number;
        }
    }

    // A line without a space cannot be broken: an address, or a picture with its address.
    private static bool IsBareLink(string content) => !content.Contains(' ', StringComparison.Ordinal) && content.Contains("://", StringComparison.Ordinal);
}
