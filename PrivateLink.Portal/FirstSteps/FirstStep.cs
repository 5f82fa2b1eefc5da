namespace PrivateLink.Portal.FirstSteps;

/// <summary>One step from an empty installation to the first enforced host.</summary>
/// <param name="Title">What to do.</param>
/// <param name="Why">Its purpose.</param>
/// <param name="Href">The page for it.</param>
/// <param name="IsDone">Whether the database or the settings show that it is done.</param>
public sealed record FirstStep(string Title, string Why, string Href, bool IsDone);
