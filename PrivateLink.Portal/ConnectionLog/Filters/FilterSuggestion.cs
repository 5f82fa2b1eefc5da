namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>How a filter that is being typed may go on.</summary>
/// <param name="Text">What takes the place of the characters from <paramref name="From"/> up to <paramref name="To"/>.</param>
/// <param name="From">The first of them, counted from 0.</param>
/// <param name="To">The one behind the last.</param>
/// <param name="Label">What is offered.</param>
/// <param name="Hint">What it means; null where it speaks for itself.</param>
/// <param name="GoesOn">Whether something must follow: the value of a field.</param>
public sealed record FilterSuggestion(string Text, int From, int To, string Label, string? Hint, bool GoesOn);
