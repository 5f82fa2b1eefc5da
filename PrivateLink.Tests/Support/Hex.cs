namespace PrivateLink.Tests.Support;

/// <summary>Bytes written as people read them: hex in groups, spaces and line breaks anywhere, <c>#</c> begins a comment.</summary>
internal static class Hex
{
    public static byte[] Bytes(string text)
    {
        var digits = text.Split('\n').Select(line => line.Split('#')[0]);
        return Convert.FromHexString(string.Concat(string.Concat(digits).Where(c => !char.IsWhiteSpace(c))));
    }

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
