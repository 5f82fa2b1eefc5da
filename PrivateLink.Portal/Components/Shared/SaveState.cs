using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>How the last save of a form ended, as the form shows it. One for each form; belongs to the circuit's dispatcher.</summary>
/// <param name="gone">The sentence for something that is not there any more.</param>
public sealed class SaveState(string gone = SaveWords.Gone)
{
    private static readonly IReadOnlyDictionary<string, string> NoErrors = new Dictionary<string, string>();

    private IReadOnlyDictionary<string, string> _errors = NoErrors;

    private readonly Settling _settling = new();

    /// <inheritdoc cref="Shared.Settling"/>
    public string? Settling => _settling.Class;

    /// <summary>A save is on its way: the button waits.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Why nothing was saved, when it is about no single field.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether somebody else saved first: the form shows what is not so any more.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>Whether it was not there any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Where the form and what somebody else saved meanwhile differ.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; private set; } = [];

    /// <summary>Whether connections already feel what was saved; null when nothing was saved, or they never feel it.</summary>
    public Enforcement? Enforcement { get; private set; }

    /// <summary>One sentence for each wrong field, by its path.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Whether a field is wrong.</summary>
    public bool HasErrors => _errors.Count > 0;

    /// <summary>Why nothing was saved, in one place for the whole form.</summary>
    public string? Sentence => Refusal ?? (HasErrors ? string.Join(" ", _errors.Values) : null);

    /// <summary>Whether something is wrong with a field.</summary>
    public bool Has(string field) => _errors.ContainsKey(field);

    /// <summary>The sentence for a field; null when nothing is wrong with it.</summary>
    public string? ErrorOf(string field) => _errors.GetValueOrDefault(field);

    /// <summary>The person is correcting the field: what was wrong with it may not be so any more.</summary>
    public void Forget(string field) => _errors = _errors.Where(error => error.Key != field).ToDictionary();

    /// <summary>How the last save ended is not of interest any more.</summary>
    public void Clear() => (_errors, Refusal, IsOutdated, IsGone, Differences, Enforcement) = (NoErrors, null, false, false, [], null);

    /// <inheritdoc cref="Settling.Begin"/>
    public void Settle() => _settling.Begin();

    /// <summary>Saves, and keeps how it ended. A second press during a save does nothing.</summary>
    /// <returns>What was saved; null when nothing was.</returns>
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
