namespace PrivateLink.Portal.Data.Entities;

/// <summary>Two names that people consider the same have one normalised text. Every database compares it byte for byte.</summary>
public static class NormalizedText
{
    public static string Of(string text) => text.Trim().Normalize().ToUpperInvariant();
}
