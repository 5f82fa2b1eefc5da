using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;

namespace PrivateLink.Tests.Texts;

/// <summary>
/// Collects the portal's texts from its sources. It reads text between tags, attributes and literals, so a text built from parts appears as its
/// parts.
/// </summary>
internal static partial class ScreenTexts
{
    /// <summary>All texts, by file and line.</summary>
    public static IReadOnlyList<ScreenText> Collect() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "PrivateLink.Portal"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "PrivateLink.Protocol", "Reasons"), "*Rows.cs"))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "Migrations" or "wwwroot"))
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Path.GetExtension(file) == ".razor" ? OfPage(file) : OfCode(file, File.ReadAllText(file), firstLine: 1))
            .OrderBy(text => text.File, StringComparer.Ordinal).ThenBy(text => text.Line),
    ];

    private static IEnumerable<ScreenText> OfPage(string file)
    {
        var source = Comments().Replace(File.ReadAllText(file), Blank);
        var code = CodeBlock().Match(source);
        var markup = code.Success ? source[..code.Index] : source;
        if (code.Success)
        {
            foreach (var text in OfCode(file, source[code.Index..], LineOf(source, code.Index))) yield return text;
        }

        foreach (Match tag in Tags().Matches(markup))
        {
            foreach (Match attribute in Attributes().Matches(tag.Value))
            {
                if (Plain(attribute.Groups["value"].Value) is { } text)
                {
                    yield return new(Name(file), LineOf(source, tag.Index + attribute.Index), attribute.Groups["name"].Value, text);
                }
            }
        }

        foreach (var text in OfExpressions(file, source, markup)) yield return text;

        // The text between one tag and the next.
        var tags = Tags().Matches(markup);
        for (var index = 0; index < tags.Count; index++)
        {
            var from = tags[index].Index + tags[index].Length;
            var to = index + 1 < tags.Count ? tags[index + 1].Index : markup.Length;
            if (to > from && Plain(markup[from..to]) is { } text)
            {
                var lead = markup[from..to].Length - markup[from..to].TrimStart().Length;
                yield return new(Name(file), LineOf(source, from + lead), Button().IsMatch(tags[index].Value) ? "button" : "text", text);
            }
        }
    }

    // The literals of expressions between and inside tags, such as the two labels of one button.
    private static IEnumerable<ScreenText> OfExpressions(string file, string source, string markup)
    {
        foreach (Match expression in Expressions().Matches(markup))
        {
            var tag = markup.LastIndexOf('<', expression.Index);
            if (tag >= 0 && ClassNames().IsMatch(markup[tag..expression.Index])) continue;
            var isLabel = tag >= 0 && Button().IsMatch(markup[tag..]) && IsClosed(markup, tag, expression.Index);
            foreach (var (index, literal) in CodeLiterals.Of(expression.Value))
            {
                if (Plain(literal) is { } text && (isLabel || Words().IsMatch(text)))
                {
                    yield return new(Name(file), LineOf(source, expression.Index + index), isLabel ? "button" : "code", text);
                }
            }
        }
    }

    // Whether the tag ends before the place, so that the place is what the tag shows.
    private static bool IsClosed(string markup, int tag, int place) => Tags().Match(markup, tag) is { Success: true } match && match.Index == tag && match.Index + match.Length <= place;

    private static IEnumerable<ScreenText> OfCode(string file, string code, int firstLine)
    {
        foreach (var (index, literal) in CodeLiterals.Of(LineComments().Replace(code, Blank)))
        {
            if (Plain(literal) is { } text && Sentence().IsMatch(text))
            {
                yield return new(Name(file), firstLine + LineOf(code, index) - 1, IsButton(code, index) ? "button" : "code", text);
            }
        }
    }

    // Whether a literal is the label of a dialog's button.
    private static bool IsButton(string code, int index) => DialogButton().IsMatch(code[..index]);

    // Joins a text to one line, with a mark for inserted values; null if it has no words.
    private static string? Plain(string text)
    {
        text = Statements().Replace(text, " ");
        text = Expressions().Replace(text, "…");
        text = Holes().Replace(text, "…");
        text = Spaces().Replace(System.Net.WebUtility.HtmlDecode(text), " ").Trim();
        return text.Count(char.IsLetter) > 1 ? text : null;
    }

    // Keeps the line breaks of removed text, so that line numbers stay right.
    private static string Blank(Match match) => new([.. match.Value.Select(character => character == '\n' ? '\n' : ' ')]);

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex LineComments();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("""</?[A-Za-z][^<>"]*(?:"[^"]*"[^<>"]*)*>""")]
    private static partial Regex Tags();

    [GeneratedRegex("""
        \b(?<name>Title|Purpose|DocumentTitle|BackText|Label|HelperText|Placeholder|Text|Description|Action|Name|aria-label|title|alt|placeholder)="(?<value>[^"@][^"]*)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Attributes();

    [GeneratedRegex("""^<(?:button\b|MudButton\b|a class="button)""")]
    private static partial Regex Button();

    [GeneratedRegex("""\bclass="[^"]*$""")]
    private static partial Regex ClassNames();

    [GeneratedRegex(@"(?:yesText|cancelText|noText): \$?$")]
    private static partial Regex DialogButton();

    [GeneratedRegex(@"^[\p{L}…“].*\p{L}{2}.* .*\p{L}|^\p{Lu}\p{Ll}+$")]
    private static partial Regex Words();

    // A sentence or a title: starts with a capital letter or a quotation mark, and has a space or is a button.
    [GeneratedRegex("""^[\p{Lu}…“"].*[ ].*\p{L}""")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^\s*(?:@(?:if|else|foreach|for|switch|while|using|page|attribute|inject|implements|inherits|layout|typeparam)\b.*|else\b.*|case\b.*|break;|[{}]+|\}.*|@\{.*|var .*;)\s*$", RegexOptions.Multiline)]
    private static partial Regex Statements();

    [GeneratedRegex(@"@\((?>[^()]+|\((?<depth>)|\)(?<-depth>))*(?(depth)(?!))\)|@[A-Za-z_][\w.?!]*(?:\((?>[^()]+|\((?<depth>)|\)(?<-depth>))*(?(depth)(?!))\)[\w.]*)*")]
    private static partial Regex Expressions();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Holes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
