namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>What is being typed where the caret stands: the beginning of a field's name, or of one of its values.</summary>
/// <param name="Field">The field whose value is typed; null while it is a name or a word.</param>
/// <param name="Typed">What is there of it.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where the caret stands.</param>
internal readonly record struct FilterToken(FilterField? Field, string Typed, int From, int To)
{
    /// <returns>Null where nothing can be offered: behind a comparison by size, or an unknown field.</returns>
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

    /// <summary>Conditions are parted by spaces outside of quotation marks.</summary>
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
