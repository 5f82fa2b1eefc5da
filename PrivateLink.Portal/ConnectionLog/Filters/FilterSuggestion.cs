namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A suggestion for completing a filter.</summary>
/// <param name="Text">The text that replaces the characters from <paramref name="From"/> up to <paramref name="To"/>.</param>
/// <param name="From">The first replaced character, counted from 0.</param>
/// <param name="To">The position after the last replaced character.</param>
/// <param name="Label">The text in the list.</param>
/// <param name="Hint">An explanation; null if the label is clear.</param>
/// <param name="GoesOn">Whether a field value must follow.</param>
public sealed record FilterSuggestion(string Text, int From, int To, string Label, string? Hint, bool GoesOn);
