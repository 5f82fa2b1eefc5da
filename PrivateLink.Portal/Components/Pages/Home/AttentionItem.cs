namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>One thing that somebody should look at.</summary>
/// <param name="IsUrgent">Whether connections fail because of it.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Href">Where to do it, or where to see it; null when it is not on a page.</param>
public sealed record AttentionItem(bool IsUrgent, string Sentence, string Remedy, string? Href);
