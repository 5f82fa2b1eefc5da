namespace PrivateLink.Tests.Support;

/// <summary>Reads bytes from hex with spaces and line breaks anywhere; <c>#</c> starts a comment.</summary>
internal static class Hex
{
    public static byte[] Bytes(string text)
    {
        var digits = text.Split('\n').Select(line => line.Split('#')[0]);
        return Convert.FromHexString(string.Concat(string.Concat(digits).Where(c => !char.IsWhiteSpace(c))));
    }

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
