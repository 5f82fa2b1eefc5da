using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>What came of editing the policy inside a unit of work.</summary>
public abstract record PolicyEdit
{
    private PolicyEdit()
    {
    }

    /// <summary>The context holds the change.</summary>
    /// <param name="Id">What was changed.</param>
    /// <param name="Summary">One line for the list of revisions.</param>
    public sealed record Change(Guid Id, string Summary) : PolicyEdit;

    /// <summary>Nothing is to be saved.</summary>
    public sealed record Refusal(SaveResult Result) : PolicyEdit;
}
