namespace PrivateLink.Portal.Data.Entities;

/// <summary>Joins a few words with spaces, for lists that are shown and compared as a whole: zones, regions, ports.</summary>
public static class WordList
{
    public static string Join(IEnumerable<string> words) => string.Join(' ', words);

    public static IReadOnlyList<string> Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
