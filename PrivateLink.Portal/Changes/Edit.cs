using PrivateLink.Portal.Audit;

namespace PrivateLink.Portal.Changes;

/// <summary>What came of an edit inside its unit of work.</summary>
public abstract record Edit
{
    private Edit()
    {
    }

    /// <summary>The context holds the change; it is saved with its audit entry, or not at all.</summary>
    /// <param name="Target">What was changed.</param>
    /// <param name="Before">
    /// The facts of the target before, for the audit log: an anonymous object or a record, written as JSON. Null for something new, and for an
    /// act that has no facts to show (somebody signed in, a password was changed). Never a secret.
    /// </param>
    /// <param name="After">The same afterwards; null for something that is gone.</param>
    public sealed record Change(AuditTarget Target, object? Before = null, object? After = null) : Edit
    {
        /// <summary>For a change that connections feel: one line for the list of revisions. It makes the change one of the policy.</summary>
        public string? PolicySummary { get; init; }

        /// <summary>
        /// Of a change of the policy, the only resources that it touches, so that only they are read again; null when they are many or unknown.
        /// </summary>
        public IReadOnlySet<Guid>? Touched { get; init; }

        /// <summary>
        /// Whether the change is about something that the resources share, such as their tenant or a service: then what waits for a person at one
        /// of them goes on waiting, since nobody has looked at that.
        /// </summary>
        public bool TouchesShared { get; init; }
    }

    /// <summary>Nothing is to be saved, and nobody did wrong: a field to correct, a row that somebody else has saved.</summary>
    public sealed record Mistake(SaveResult Result) : Edit;

    /// <summary>Nothing is to be saved, because the caller may not: the attempt goes into the audit log.</summary>
    /// <param name="Target">What the caller wanted to change; of something foreign only what the caller named.</param>
    /// <param name="Why">For the audit log; the caller reads <paramref name="Result"/>.</param>
    public sealed record Refusal(SaveResult Result, AuditTarget Target, string Why) : Edit;

    /// <summary>A refused attempt on its way into the audit log.</summary>
    /// <param name="Target">What was tried on.</param>
    /// <param name="Why">Why it was refused.</param>
    /// <param name="Facts">Of many attempts, how many.</param>
    internal sealed record Attempt(AuditTarget Target, string Why, object? Facts = null) : Edit;
}
