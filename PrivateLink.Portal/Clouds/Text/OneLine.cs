namespace PrivateLink.Portal.Clouds.Text;

/// <summary>Makes text safe for a comment. It removes everything that could end the line and thus the comment.</summary>
public static class OneLine
{
    public static string Of(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));
}
