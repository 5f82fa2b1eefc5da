using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Shared;

namespace PrivateLink.Portal.Components.Account;

/// <summary>What a save said against a static form: sentences of fields, and one for the form as a whole.</summary>
public sealed class FormErrors
{
    private IReadOnlyDictionary<string, string> _fields = new Dictionary<string, string>();

    public string? Whole { get; private set; }

    public string? Of(string field) => _fields.GetValueOrDefault(field);

    /// <summary>Takes over a result.</summary>
    /// <param name="result">What the service answered.</param>
    /// <param name="notFound">The sentence for something that is not, or no longer, there.</param>
    /// <returns>Whether it was saved.</returns>
    public bool Show(SaveResult result, string notFound)
    {
        (_fields, Whole) = result switch
        {
            SaveResult.Invalid invalid => (invalid.Errors, null),
            _ => (_fields, SaveWords.Of(result, notFound)),
        };
        return result is SaveResult.Saved;
    }
}
