namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>One item that a person should look at.</summary>
/// <param name="IsUrgent">Whether connections fail because of it.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Href">The page where to do it or see it; null if it is on no page.</param>
public sealed record AttentionItem(bool IsUrgent, string Sentence, string Remedy, string? Href);
