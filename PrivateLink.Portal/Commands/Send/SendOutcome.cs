namespace PrivateLink.Portal.Commands.Send;

/// <summary>The outcome of a connection, in words for the terminal.</summary>
/// <param name="Succeeded">Whether it was relayed; for a probe, whether it was closed without an answer.</param>
/// <param name="Text">One line, or a line followed by the answer.</param>
public sealed record SendOutcome(bool Succeeded, string Text)
{
    public static SendOutcome Relayed(string text) => new(true, text);

    public static SendOutcome NotRelayed(string text) => new(false, text);
}
