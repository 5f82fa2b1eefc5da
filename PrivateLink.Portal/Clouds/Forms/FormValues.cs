namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>What was typed into the fields of a form, read. Pure; made on each keystroke by the page and again by the service.</summary>
public sealed class FormValues
{
    private static readonly char[] BetweenValues = [',', ';', ' ', '\t', '\r', '\n'];

    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly Dictionary<string, List<string>> _values = [];

    /// <param name="fields">The form.</param>
    /// <param name="texts">What was typed, by the field's key.</param>
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

    /// <summary>A sentence for each mistake, by the field's key. A field that is still empty is no mistake.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; }

    /// <summary>Fields that are still to be filled in.</summary>
    public IReadOnlyList<FormField> Missing { get; }

    /// <summary>The value, or its stand-in as long as there is none.</summary>
    public string One(FormField field) => Find(field) ?? field.StandIn;

    /// <summary>The value; null as long as there is none.</summary>
    public string? Find(FormField field) => _values.GetValueOrDefault(field.Key) is [var first, ..] ? first : null;

    /// <summary>The values; none as long as nothing is typed.</summary>
    public IReadOnlyList<string> All(FormField field) => _values.GetValueOrDefault(field.Key) ?? [];

    /// <summary>The values, or the stand-in as long as there are none.</summary>
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
