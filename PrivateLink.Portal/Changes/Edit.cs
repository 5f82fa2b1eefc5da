using PrivateLink.Portal.Audit;

namespace PrivateLink.Portal.Changes;

/// <summary>The outcome of an edit inside its unit of work.</summary>
public abstract record Edit
{
    private Edit()
    {
    }

    /// <summary>The context holds the change, which is saved with its audit entry or not at all.</summary>
    /// <param name="Target">What was changed.</param>
    /// <param name="Before">
    /// The facts of the target before, for the audit log: an anonymous object or a record, written as JSON. Null for something new, and for an act
    /// without facts, such as a sign-in or a change of password. Never a secret.
    /// </param>
    /// <param name="After">The facts afterwards; null for something that was removed.</param>
    public sealed record Change(AuditTarget Target, object? Before = null, object? After = null) : Edit
    {
        /// <summary>For a change that affects connections, one line for the list of revisions. It makes the change a policy change.</summary>
        public string? PolicySummary { get; init; }

        /// <summary>The only resources that a policy change affects, so that only they are read again; null when they are many or unknown.</summary>
        public IReadOnlySet<Guid>? Touched { get; init; }

        /// <summary>
        /// Whether the change is about something that the resources share, such as their tenant or a service. Changes that wait for confirmation then
        /// keep waiting, because no one has checked those resources.
        /// </summary>
        public bool TouchesShared { get; init; }
    }

    /// <summary>Nothing is saved, but this is no violation: a field needs correction, or another person has saved the row.</summary>
    public sealed record Mistake(SaveResult Result) : Edit;

    /// <summary>Nothing is saved, because the caller may not do this. The attempt is recorded in the audit log.</summary>
    /// <param name="Target">What the caller wanted to change; for another tenant's row, only what the caller named.</param>
    /// <param name="Why">For the audit log; the caller reads <paramref name="Result"/>.</param>
    public sealed record Refusal(SaveResult Result, AuditTarget Target, string Why) : Edit;

    /// <summary>A refused attempt, to be recorded in the audit log.</summary>
    /// <param name="Target">The target of the attempt.</param>
    /// <param name="Why">Why it was refused.</param>
    /// <param name="Facts">The number of attempts, when several are summed up.</param>
    internal sealed record Attempt(AuditTarget Target, string Why, object? Facts = null) : Edit;
}
