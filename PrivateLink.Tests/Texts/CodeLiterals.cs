namespace PrivateLink.Tests.Texts;

/// <summary>Finds the string literals of C# code, with those inside inserted values.</summary>
internal static class CodeLiterals
{
    private const string Raw = "\"\"\"";

    /// <summary>The place and the text of each literal. An inserted value appears as <c>…</c>, and its own literals follow.</summary>
    public static IEnumerable<(int Index, string Text)> Of(string code)
    {
        for (var at = 0; at < code.Length; at++)
        {
            if (code[at] == '\'' && Character(code, at) is { } past) at = past;
            if (at >= code.Length || code[at] != '"') continue;
            if (code.AsSpan(at).StartsWith(Raw, StringComparison.Ordinal))
            {
                var close = code.IndexOf(Raw, at + Raw.Length, StringComparison.Ordinal);
                if (close < 0) yield break;
                yield return (at, code[(at + Raw.Length)..close]);
                at = close + Raw.Length - 1;
                continue;
            }

            var (text, end, values) = Read(code, at);
            yield return (at, text);
            foreach (var value in values)
            {
                foreach (var (index, inner) in Of(code[value])) yield return (value.Start.Value + index, inner);
            }

            at = end;
        }
    }

    // The text of the literal that begins at the place, its closing quotation mark, and the inserted values.
    private static (string Text, int End, List<Range> Values) Read(string code, int start)
    {
        var isInterpolated = start > 0 && code[start - 1] == '$';
        var text = new System.Text.StringBuilder();
        var values = new List<Range>();
        var at = start + 1;
        for (; at < code.Length && code[at] is not ('"' or '\n'); at++)
        {
            if (code[at] == '\\' && at + 1 < code.Length) text.Append(code[at]).Append(code[++at]);
            else if (isInterpolated && code[at] == '{' && code.ElementAtOrDefault(at + 1) != '{')
            {
                var close = EndOfValue(code, at);
                values.Add((at + 1)..close);
                text.Append('…');
                at = close;
            }
            else text.Append(code[at]);
        }

        return (text.ToString(), at, values);
    }

    private static int EndOfValue(string code, int open)
    {
        var depth = 0;
        for (var at = open; at < code.Length; at++)
        {
            if (code[at] == '\'' && Character(code, at) is { } past) at = past;
            else if (code[at] == '"') at = Read(code, at).End;
            else if (code[at] == '{') depth++;
            else if (code[at] == '}' && --depth == 0) return at;
        }

        return code.Length - 1;
    }

    // The last place of a character literal; null if the mark is an apostrophe.
    private static int? Character(string code, int at)
    {
        var close = at + (code.ElementAtOrDefault(at + 1) == '\\' ? 3 : 2);
        return code.ElementAtOrDefault(close) == '\'' ? close : null;
    }
}
