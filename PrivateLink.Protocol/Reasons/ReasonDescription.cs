namespace PrivateLink.Protocol.Reasons;

/// <summary>The texts of one row of <see cref="ReasonTable"/>.</summary>
/// <param name="Code">The stable code, shown beside the sentence and used in logs, metrics and APIs.</param>
/// <param name="Title">A few words for a table cell.</param>
/// <param name="Meaning">One sentence that a customer's engineer understands.</param>
/// <param name="Actor">Who must act.</param>
/// <param name="Remedy">What to do, in one or two sentences.</param>
public abstract record ReasonDescription(string Code, string Title, string Meaning, Actor Actor, string Remedy)
{
    /// <summary>
    /// What the company may also do if it is not the one who must act. Separate from the remedy, because customers cannot use the names of settings.
    /// </summary>
    public string? ForCompany { get; init; }
}
