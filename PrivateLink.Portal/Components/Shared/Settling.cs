namespace PrivateLink.Portal.Components.Shared;

/// <summary>
/// Keeps a double click from pressing what came under the pointer. What was done moves buttons and puts others in their places; for two thirds of a second
/// whatever has the class <see cref="Class"/> does not react to the pointer. Belongs to the circuit's dispatcher.
/// </summary>
public sealed class Settling
{
    private bool _isOdd;

    /// <summary>For what holds the buttons; null until something was done. Two classes take turns, since only another animation begins anew.</summary>
    public string? Class { get; private set; }

    /// <summary>Something that looks like a button is about to be where another was.</summary>
    public void Begin() => Class = (_isOdd = !_isOdd) ? "settles-odd" : "settles-even";
}
