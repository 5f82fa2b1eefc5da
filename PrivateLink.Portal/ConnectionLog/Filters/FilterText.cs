using System.Text;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Writes filters as text: <c>verdict:denied,audited -host:*.my-saas.io ~client:10.0.0.0/8 bytes&gt;=1M "two words"</c>.</summary>
internal static class FilterText
{
    public const char Off = '~';
    public const char Not = '-';
    public const char Quote = '"';
    public const char Escape = '\\';

    public static string Of(IEnumerable<FilterCondition> conditions) => string.Join(' ', conditions.Select(Of));

    public static string Of(FilterCondition condition)
    {
        var text = new StringBuilder();
        if (condition.IsOff) text.Append(Off);
        if (condition.IsNegated) text.Append(Not);
        if (condition.Field != FilterField.AnyText) text.Append(condition.Field.Name).Append(SymbolOf(condition.Relation));
        for (var index = 0; index < condition.Values.Count; index++)
        {
            if (index > 0) text.Append(',');
            AppendValue(text, condition.Values[index], isBare: condition.Field == FilterField.AnyText);
        }

        return text.ToString();
    }

    /// <summary>One value for a field, in quotation marks if it needs them.</summary>
    public static string ValueOf(string value)
    {
        var text = new StringBuilder();
        AppendValue(text, value, isBare: false);
        return text.ToString();
    }

    public static string SymbolOf(FilterRelation relation) => relation switch
    {
        FilterRelation.Is => ":",
        FilterRelation.Below => "<",
        FilterRelation.AtMost => "<=",
        FilterRelation.Above => ">",
        _ => ">=",
    };

    /// <summary>Characters that end a value, or have another meaning at its start.</summary>
    public static bool EndsValue(char character) => char.IsWhiteSpace(character) || character is ',' or Quote;

    private static void AppendValue(StringBuilder text, string value, bool isBare)
    {
        if (!NeedsQuotes(value, isBare))
        {
            text.Append(value);
            return;
        }

        text.Append(Quote);
        foreach (var character in value)
        {
            if (character is Quote or Escape) text.Append(Escape);
            text.Append(character);
        }

        text.Append(Quote);
    }

    /// <summary>Quotes a bare word if it would read as a condition.</summary>
    private static bool NeedsQuotes(string value, bool isBare) =>
        value.Length == 0 || value.Any(EndsValue) || (isBare && (value[0] is Off or Not || value.AsSpan().ContainsAny(":=<>!")))
        || (!isBare && value[0] is '=');
}
