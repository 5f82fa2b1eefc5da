namespace PrivateLink.Protocol.Reasons;

/// <summary>What a row of <see cref="ReasonTable"/> says to people.</summary>
/// <param name="Code">The stable text shown beside the sentence and used in logs, metrics and interfaces.</param>
/// <param name="Title">A few words for a table cell.</param>
/// <param name="Meaning">One sentence that a customer's engineer understands.</param>
/// <param name="Actor">Who must act.</param>
/// <param name="Remedy">What to do, in one or two sentences.</param>
public abstract record ReasonDescription(string Code, string Title, string Meaning, Actor Actor, string Remedy);
