namespace PrivateLink.Portal.Components.Shared;

/// <summary>
/// Prevents the second click of a double click from pressing a button that moved under the pointer. An action moves buttons, so for two thirds
/// of a second elements with the class <see cref="Class"/> ignore the pointer. Belongs to the circuit's dispatcher.
/// </summary>
public sealed class Settling
{
    private bool _isOdd;

    /// <summary>The class for the element around the buttons; null before the first action. Two classes alternate, because only a new animation starts again.</summary>
    public string? Class { get; private set; }

    /// <summary>Call this when a button is about to take the place of another.</summary>
    public void Begin() => Class = (_isOdd = !_isOdd) ? "settles-odd" : "settles-even";
}
