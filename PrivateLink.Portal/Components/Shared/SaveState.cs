using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>The result of the last save, as the form shows it. Each form has one. Belongs to the circuit's dispatcher.</summary>
/// <param name="gone">The sentence for an item that no longer exists.</param>
public sealed class SaveState(string gone = SaveWords.Gone)
{
    private static readonly IReadOnlyDictionary<string, string> NoErrors = new Dictionary<string, string>();

    private IReadOnlyDictionary<string, string> _errors = NoErrors;

    private readonly Settling _settling = new();

    /// <inheritdoc cref="Shared.Settling"/>
    public string? Settling => _settling.Class;

    /// <summary>Whether a save is in progress. The button waits for it.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>How many saves were refused because of a field.</summary>
    public int Refusals { get; private set; }

    /// <summary>Why nothing was saved, if it is not about a single field.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether another person saved first, so that the form shows old data.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>Whether the item no longer exists.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The differences between the form and what another person saved meanwhile.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; private set; } = [];

    /// <summary>Whether the saved change already affects connections; null if nothing was saved, or if it never affects them.</summary>
    public Enforcement? Enforcement { get; private set; }

    /// <summary>One sentence for each field with an error, by its path.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    public bool HasErrors => _errors.Count > 0;

    /// <summary>Why nothing was saved, in one text for the whole form.</summary>
    public string? Sentence => Refusal ?? (HasErrors ? string.Join(" ", _errors.Values) : null);

    /// <summary>Whether a field has an error.</summary>
    public bool Has(string field) => _errors.ContainsKey(field);

    /// <summary>The error sentence for a field; null if it has no error.</summary>
    public string? ErrorOf(string field) => _errors.GetValueOrDefault(field);

    /// <summary>Removes the error of a field, because the person is correcting it.</summary>
    public void Forget(string field) => _errors = _errors.Where(error => error.Key != field).ToDictionary();

    /// <summary>Clears the result of the last save.</summary>
    public void Clear() => (_errors, Refusal, IsOutdated, IsGone, Differences, Enforcement) = (NoErrors, null, false, false, [], null);

    /// <inheritdoc cref="Settling.Begin"/>
    public void Settle() => _settling.Begin();

    /// <summary>Saves, and keeps the result. A second press during a save does nothing.</summary>
    /// <returns>What was saved; null if nothing was.</returns>
    public async Task<SaveResult.Saved?> RunAsync(Func<Task<SaveResult>> save)
    {
        if (IsBusy) return null;
        IsBusy = true;
        Clear();
        try
        {
            var result = await save();
            switch (result)
            {
                case SaveResult.Saved saved:
                    Enforcement = saved.Enforcement;
                    Settle();
                    return saved;
                case SaveResult.Invalid invalid:
                    _errors = invalid.Errors;
                    Refusals++;
                    return null;
                default:
                    Refusal = SaveWords.Of(result, gone);
                    (IsOutdated, IsGone) = (result is SaveResult.Conflict, result is SaveResult.NotFound);
                    Differences = result is SaveResult.Conflict conflict ? conflict.Differences : [];
                    return null;
            }
        }
        finally
        {
            IsBusy = false;
        }
    }
}
