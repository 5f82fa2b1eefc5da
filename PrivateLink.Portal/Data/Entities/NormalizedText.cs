namespace PrivateLink.Portal.Data.Entities;

/// <summary>Two names that people would call the same have one normalised text. It is compared byte for byte by every database.</summary>
public static class NormalizedText
{
    public static string Of(string text) => text.Trim().Normalize().ToUpperInvariant();
}
