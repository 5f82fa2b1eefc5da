using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Shared;

namespace PrivateLink.Portal.Components.Account;

/// <summary>The errors of a save on a static form: one sentence for each field, and one for the whole form.</summary>
public sealed class FormErrors
{
    private IReadOnlyDictionary<string, string> _fields = new Dictionary<string, string>();

    public string? Whole { get; private set; }

    public string? Of(string field) => _fields.GetValueOrDefault(field);

    /// <summary>Keeps the errors of a result.</summary>
    /// <param name="result">What the service answered.</param>
    /// <param name="notFound">The sentence for an item that does not exist, or no longer exists.</param>
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
