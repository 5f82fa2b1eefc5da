namespace PrivateLink.Portal.Commands.Send;

/// <summary>What became of a connection, in words for the terminal.</summary>
/// <param name="Succeeded">Whether it was relayed; for a probe, whether it was closed quietly.</param>
/// <param name="Text">One line, or a line and the answer below it.</param>
public sealed record SendOutcome(bool Succeeded, string Text)
{
    public static SendOutcome Relayed(string text) => new(true, text);

    public static SendOutcome NotRelayed(string text) => new(false, text);
}
