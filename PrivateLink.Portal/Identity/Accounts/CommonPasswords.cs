using System.Collections.Frozen;
using System.Reflection;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// Recognises passwords that attackers try first: those from public leaks, leaked ones with a number at the end, and keyboard patterns.
/// </summary>
internal static class CommonPasswords
{
    private const string Resource = "common-passwords.txt";
    private const int ShortestWord = 4;
    private const int LongestUnit = 6;

    private static readonly Lazy<FrozenSet<string>> Known = new(Read);

    public static bool Contains(string password)
    {
        var text = password.ToLowerInvariant();
        return Known.Value.Contains(text) || IsWordWithOrnament(text) || IsRepetition(text) || IsSequence(text);
    }

    /// <summary>A known word surrounded by digits or symbols: <c>Password2026!</c>.</summary>
    private static bool IsWordWithOrnament(string text)
    {
        var word = text.Trim([.. text.Where(character => !char.IsLetter(character)).Distinct()]);
        return word.Length == 0 || (word.Length >= ShortestWord && Known.Value.Contains(word)) || (word.Length < ShortestWord && text.Length > word.Length);
    }

    /// <summary>A short or known text that repeats.</summary>
    private static bool IsRepetition(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            var unit = text[..length];
            if (!text.Where((character, index) => character != unit[index % length]).Any() && (length <= LongestUnit || Known.Value.Contains(unit))) return true;
        }

        return false;
    }

    /// <summary>Consecutive characters: <c>abcdefghijkl</c>.</summary>
    private static bool IsSequence(string text) =>
        text.Zip(text.Skip(1), (left, right) => right - left).Distinct().Take(2).ToList() is [1 or -1];

    private static FrozenSet<string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
