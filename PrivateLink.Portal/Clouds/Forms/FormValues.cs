namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>
/// The values of a form, read from the entered texts. Pure. The page creates it on each keystroke, and the service creates it again.
/// </summary>
public sealed class FormValues
{
    private static readonly char[] BetweenValues = [',', ';', ' ', '\t', '\r', '\n'];

    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly Dictionary<string, List<string>> _values = [];

    /// <param name="fields">The form.</param>
    /// <param name="texts">The entered texts, by field key.</param>
    public FormValues(IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, string> texts)
    {
        _texts = texts;
        var errors = new Dictionary<string, string>();
        foreach (var field in fields)
            if (ReadField(field) is { } error)
                errors[field.Key] = error;
        Errors = errors;
        Missing = [.. fields.Where(field => IsNeeded(field) && _values[field.Key].Count == 0 && !errors.ContainsKey(field.Key))];
    }

    /// <summary>One sentence for each mistake, by field key. An empty field is not a mistake.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; }

    /// <summary>Required fields that are still empty.</summary>
    public IReadOnlyList<FormField> Missing { get; }

    /// <summary>The value, or the placeholder if there is none.</summary>
    public string One(FormField field) => Find(field) ?? field.StandIn;

    /// <summary>The value. Null if there is none.</summary>
    public string? Find(FormField field) => _values.GetValueOrDefault(field.Key) is [var first, ..] ? first : null;

    /// <summary>The values. Empty if there are none.</summary>
    public IReadOnlyList<string> All(FormField field) => _values.GetValueOrDefault(field.Key) ?? [];

    /// <summary>The values, or the placeholder if there are none.</summary>
    public IReadOnlyList<string> Many(FormField field) => _values.GetValueOrDefault(field.Key) is { Count: > 0 } values ? values : [field.StandIn];

    private bool IsNeeded(FormField field) => !field.IsOptional && !(field.NotNeededWith is { } other && Find(other) is not null);

    private string? ReadField(FormField field)
    {
        var values = _values[field.Key] = [];
        var text = (_texts.GetValueOrDefault(field.Key) ?? "").Trim();
        foreach (var part in field.IsList ? text.Split(BetweenValues, StringSplitOptions.RemoveEmptyEntries) : text.Length == 0 ? [] : [text])
        {
            var reading = field.Read(part.Trim('"', '\'', '[', ']'));
            if (reading.Value is not { } value) return reading.Error;
            if (!values.Contains(value)) values.Add(value);
        }

        return null;
    }
}
