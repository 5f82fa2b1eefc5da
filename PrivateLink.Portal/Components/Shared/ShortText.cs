namespace PrivateLink.Portal.Components.Shared;

/// <summary>Shortens identifiers in the middle: people recognise the beginning and compare the end.</summary>
public static class ShortText
{
    private const string Gap = "…";

    public static string Middle(string text, int length)
    {
        if (text.Length <= length) return text;
        var tail = (length - Gap.Length) / 2;
        return string.Concat(text.AsSpan(0, length - Gap.Length - tail), Gap, text.AsSpan(text.Length - tail));
    }
}
