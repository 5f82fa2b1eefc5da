using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Publishing;

/// <summary>Whether a point of the checklist is known to be right or wrong.</summary>
public enum ChecklistState
{
    /// <summary>Nothing shows it yet.</summary>
    Open,

    /// <summary>The engine's traffic or its settings show that it is right.</summary>
    Seen,

    /// <summary>The engine's traffic or its settings show that it is wrong.</summary>
    Wrong,
}

/// <summary>One point to check on the provider's side.</summary>
/// <param name="Why">Why it matters.</param>
/// <param name="Evidence">What shows its state; null if nothing does.</param>
public sealed record ChecklistItem(string Title, string Why, ChecklistState State = ChecklistState.Open, string? Evidence = null, Artefact? Command = null);
