using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Publishing;

/// <summary>Whether a point of the checklist is known to be right.</summary>
public enum ChecklistState
{
    /// <summary>Nothing tells yet.</summary>
    Open,

    /// <summary>The engine has seen that it is right, or its settings say so.</summary>
    Seen,

    /// <summary>The engine has seen that it is wrong, or its settings say so.</summary>
    Wrong,
}

/// <summary>One point of the provider's own side.</summary>
/// <param name="Why">What it is good for.</param>
/// <param name="Evidence">What tells how it is; null when nothing does.</param>
public sealed record ChecklistItem(string Title, string Why, ChecklistState State = ChecklistState.Open, string? Evidence = null, Artefact? Command = null);
