namespace PrivateLink.Portal.FirstSteps;

/// <summary>One step from an empty installation to the first enforced host.</summary>
/// <param name="Title">What to do.</param>
/// <param name="Why">What it is for.</param>
/// <param name="Href">The page where it is done.</param>
/// <param name="IsDone">Whether the database or the settings show that it is done.</param>
public sealed record FirstStep(string Title, string Why, string Href, bool IsDone);
