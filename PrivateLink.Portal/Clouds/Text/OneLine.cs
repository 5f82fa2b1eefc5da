namespace PrivateLink.Portal.Clouds.Text;

/// <summary>Text for a comment: whatever could end the line, and so the comment, is gone.</summary>
public static class OneLine
{
    public static string Of(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));
}
