using System.Buffers;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Text that is pasted into a POSIX shell: a stranger's name must stay one word and run nothing.</summary>
internal static class ShellText
{
    private static readonly SearchValues<char> Harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/[]@%+=");

    public static string Quote(string text)
    {
        var isPlain = text.Length > 0 && text[0] != '-' && text[0] != '[' && !text.AsSpan().ContainsAnyExcept(Harmless);
        return isPlain ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
