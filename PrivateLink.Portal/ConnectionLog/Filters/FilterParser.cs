using System.Text;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>The result of parsing a filter.</summary>
/// <param name="Filter">The filter; null if the text is not valid.</param>
/// <param name="Error">The error; null if there is none.</param>
public sealed record FilterParse(ConnectionFilter? Filter, FilterError? Error);

/// <summary>An error in the text of a filter.</summary>
/// <param name="Position">The first wrong character, counted from 0.</param>
/// <param name="Length">The number of wrong characters; at least 1.</param>
/// <param name="Message">What was found.</param>
/// <param name="Expected">What would be accepted there.</param>
public sealed record FilterError(int Position, int Length, string Message, string Expected);

/// <summary>
/// Parses the text of a filter. Spaces separate conditions, and all conditions must match:
/// <list type="bullet">
/// <item><c>field:value,value</c> matches one of the values; <c>*</c> matches any characters; <c>10.0.0.0/8</c> is a network; <c>field:*</c> matches any value</item>
/// <item><c>field&gt;value</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c> for numbers, sizes, durations and times</item>
/// <item><c>word</c> or <c>"some words"</c> anywhere in names, link IDs, addresses and reasons</item>
/// <item><c>-</c> before a condition inverts it; <c>~</c> keeps a condition without applying it</item>
/// </list>
/// </summary>
public static class FilterParser
{
    /// <summary>No real filter is longer.</summary>
    public const int MaximumLength = 2_000;

    public const int MaximumConditions = 50;

    /// <param name="text">The text, typed or from a URL.</param>
    /// <param name="tenants">The tenants' keys by name; null if the filter cannot name tenants.</param>
    public static FilterParse Parse(string? text, IReadOnlyDictionary<string, Guid>? tenants = null)
    {
        text ??= "";
        if (text.Length > MaximumLength)
            return new(null, new(MaximumLength, text.Length - MaximumLength, "The filter is too long.", $"at most {MaximumLength} characters"));
        try
        {
            var reader = new Reader(text, tenants);
            var conditions = new List<FilterCondition>();
            while (reader.SkipSpace())
            {
                if (conditions.Count == MaximumConditions) throw reader.Wrong(reader.Position, text.Length, "There are too many conditions.", $"at most {MaximumConditions}");
                conditions.Add(reader.ReadCondition());
            }

            return new(new ConnectionFilter(conditions), null);
        }
        catch (FilterFormatException wrong)
        {
            return new(null, wrong.Error);
        }
    }

    private sealed class Reader(string text, IReadOnlyDictionary<string, Guid>? tenants)
    {
        public int Position { get; private set; }

        private char Current => Position < text.Length ? text[Position] : '\0';

        public bool SkipSpace()
        {
            while (char.IsWhiteSpace(Current)) Position++;
            return Position < text.Length;
        }

        public FilterCondition ReadCondition()
        {
            var isOff = Take(FilterText.Off);
            var isNegated = Take(FilterText.Not);
            var start = Position;
            if (!TryReadField(out var field, out var relation, out var negatedByOperator))
                return new(FilterField.AnyText, FilterRelation.Is, [ReadWord(start)]) { IsOff = isOff, IsNegated = isNegated };

            if (relation != FilterRelation.Is && !field.IsOrdered)
                throw Wrong(start, Position, $"'{field.Name}' has no order.", $"{field.Name}:{field.Example}");
            return new(field, relation, ReadValues(field, relation)) { IsOff = isOff, IsNegated = isNegated != negatedByOperator };
        }

        public FilterFormatException Wrong(int from, int to, string message, string expected) =>
            new(new(from, Math.Max(1, Math.Min(to, text.Length) - from), message, expected));

        private bool Take(char sign)
        {
            if (Current != sign) return false;
            Position++;
            return true;
        }

        private bool TryReadField(out FilterField field, out FilterRelation relation, out bool isNegated)
        {
            (field, relation, isNegated) = (FilterField.AnyText, FilterRelation.Is, false);
            var start = Position;
            var end = start;
            while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_')) end++;
            if (end == start || end == text.Length || text[end] is not (':' or '=' or '!' or '<' or '>')) return false;

            var name = text[start..end];
            Position = end;
            if (!TryReadOperator(out relation, out isNegated)) throw Wrong(end, end + 1, $"'{Current}' is not a comparison.", ": != < <= > or >=");
            field = FilterField.Find(name) ?? throw Wrong(start, end, $"There is no field '{name}'.",
                $"{Suggestion(name)}one of {string.Join(", ", FilterField.All.Select(known => known.Name))}; to search for the text, put it in quotes");
            return true;
        }

        private bool TryReadOperator(out FilterRelation relation, out bool isNegated)
        {
            isNegated = false;
            relation = FilterRelation.Is;
            switch (Current)
            {
                case ':' or '=':
                    Position++;
                    return true;
                case '!':
                    Position++;
                    isNegated = true;
                    return Take('=') || Take(':');
                case '<':
                    Position++;
                    relation = Take('=') ? FilterRelation.AtMost : FilterRelation.Below;
                    return true;
                default:
                    Position++;
                    relation = Take('=') ? FilterRelation.AtLeast : FilterRelation.Above;
                    return true;
            }
        }

        private List<string> ReadValues(FilterField field, FilterRelation relation)
        {
            var values = new List<string>();
            do
            {
                var start = Position;
                var value = ReadValue();
                if (value.Length == 0) throw Wrong(start, start + 1, $"'{field.Name}' has no value here.", field.Expects);
                if (field == FilterField.Tenant && tenants is not null && tenants.TryGetValue(value, out var tenant)) value = tenant.ToString();
                if (!field.Accepts(value, relation)) throw Wrong(start, Position, $"'{value}' is not valid for '{field.Name}'.", field.Expects);
                if (values.Count > 0 && relation != FilterRelation.Is)
                    throw Wrong(start, Position, "A comparison takes one value.", $"{field.Name}{FilterText.SymbolOf(relation)}{values[0]}");
                values.Add(value);
            }
            while (Take(','));
            return values;
        }

        private string ReadWord(int start)
        {
            var word = ReadValue();
            if (word.Length == 0) throw Wrong(start, start + 1, "A condition is missing here.", "a field with a value, or a word to search for");
            return word;
        }

        private string ReadValue()
        {
            var start = Position;
            if (!Take(FilterText.Quote))
            {
                while (Position < text.Length && !FilterText.EndsValue(Current)) Position++;
                return text[start..Position];
            }

            var value = new StringBuilder();
            while (Position < text.Length && Current != FilterText.Quote)
            {
                if (Current == FilterText.Escape && Position + 1 < text.Length) Position++;
                value.Append(Current);
                Position++;
            }

            if (!Take(FilterText.Quote)) throw Wrong(start, text.Length, "A closing quotation mark is missing.", "another \" at the end of the value");
            if (Position < text.Length && Current != ',' && !char.IsWhiteSpace(Current))
                throw Wrong(Position, Position + 1, $"'{Current}' follows a quotation mark directly.", "a space, or a comma and another value");
            return value.ToString();
        }

        private static string Suggestion(string name)
        {
            var near = FilterField.All.FirstOrDefault(field => field.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) || IsOneStepFrom(field.Name, name));
            return near is null ? "" : $"perhaps {near.Name}, or ";
        }

        /// <summary>Whether they differ by one character more, less or different, or by two swapped characters.</summary>
        private static bool IsOneStepFrom(string known, string typed)
        {
            if (Math.Abs(known.Length - typed.Length) > 1) return false;
            if (known.Length == typed.Length && known.Order().SequenceEqual(typed.ToLowerInvariant().Order())) return true;
            var same = 0;
            while (same < known.Length && same < typed.Length && known[same] == char.ToLowerInvariant(typed[same])) same++;
            var (a, b) = (known.Length >= typed.Length ? same + 1 : same, typed.Length >= known.Length ? same + 1 : same);
            return a <= known.Length && b <= typed.Length && known.AsSpan(a).Equals(typed.AsSpan(b), StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Stops the parser at any depth.</summary>
    private sealed class FilterFormatException(FilterError error) : Exception(error.Message)
    {
        public FilterError Error { get; } = error;
    }
}
