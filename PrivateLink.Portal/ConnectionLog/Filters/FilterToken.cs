namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>The text that is being typed at the caret: the start of a field name, or of a value.</summary>
/// <param name="Field">The field of the value; null while a field name or a word is typed.</param>
/// <param name="Typed">The text so far.</param>
/// <param name="From">The start of the text.</param>
/// <param name="To">The position of the caret.</param>
internal readonly record struct FilterToken(FilterField? Field, string Typed, int From, int To)
{
    /// <returns>Null if there are no suggestions: after a comparison by size, or after an unknown field.</returns>
    public static FilterToken? At(string text, int caret)
    {
        var to = Math.Clamp(caret, 0, text.Length);
        var from = BeginningOf(text, to);
        while (from < to && text[from] is FilterText.Off or FilterText.Not) from++;
        var token = text[from..to];
        var end = token.AsSpan().IndexOfAny(":=<>!");
        if (end < 0 || token[0] == FilterText.Quote) return new(null, token, from, to);
        if (token[end] is '<' or '>' || FilterField.Find(token[..end]) is not { } field) return null;

        var value = end + 1;
        if (token[end] == '!' && value < token.Length && token[value] is ':' or '=') value++;
        value += AfterLastComma(token.AsSpan(value));
        return new(field, token[value..].Trim(FilterText.Quote), from + value, to);
    }

    /// <summary>Spaces outside quotation marks separate conditions.</summary>
    private static int BeginningOf(string text, int to)
    {
        var (begin, isQuoted) = (0, false);
        for (var at = 0; at < to; at++)
            if (text[at] == FilterText.Quote) isQuoted = !isQuoted;
            else if (!isQuoted && char.IsWhiteSpace(text[at])) begin = at + 1;
        return begin;
    }

    private static int AfterLastComma(ReadOnlySpan<char> values)
    {
        var (after, isQuoted) = (0, false);
        for (var at = 0; at < values.Length; at++)
            if (values[at] == FilterText.Quote) isQuoted = !isQuoted;
            else if (!isQuoted && values[at] == ',') after = at + 1;
        return after;
    }
}
