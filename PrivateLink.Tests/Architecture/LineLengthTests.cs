using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// No line is wider than a screen, except for a text that people read or search for, which stays in one piece. <c>.editorconfig</c> sets the width.
/// </summary>
public partial class LineLengthTests
{
    [Fact]
    public void Sources_EveryLine_FitsIntoTheWidth()
    {
        var width = int.Parse(WidthSetting().Match(File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"))).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Empty(
            from file in Sources()
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > width && !LongText().IsMatch(line.Text)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number} has {line.Text.Length} columns; {width} are the most, but for texts of 40 characters");
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateDirectories(Repository.Root, "PrivateLink.*")
        .SelectMany(project => Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "Migrations"));

    [GeneratedRegex(@"max_line_length = (\d+)")]
    private static partial Regex WidthSetting();

    [GeneratedRegex("""["'][^"']{40}""")]
    private static partial Regex LongText();
}
