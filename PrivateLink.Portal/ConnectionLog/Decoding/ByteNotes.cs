using System.Text;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>Collects notes while the bytes are read.</summary>
internal sealed class ByteNotes(byte[] bytes)
{
    private const int LongestShown = 32;

    private readonly List<ByteNote> _notes = [];
    private readonly List<DecodingProblem> _problems = [];

    public IReadOnlyList<ByteNote> All => _notes;

    public IReadOnlyList<DecodingProblem> Problems => _problems;

    public void Add(int offset, int length, string name, string? value = null, ByteKind kind = ByteKind.Plain)
    {
        length = Math.Min(length, bytes.Length - offset);
        if (length > 0) _notes.Add(new(offset, length, name, value, kind));
    }

    public void Problem(int offset, string message) => _problems.Add(new(Math.Min(offset, bytes.Length), message));

    /// <summary>Bytes as text if they are printable, or else as hexadecimal; shortened to a readable length.</summary>
    public static string TextOf(ReadOnlySpan<byte> value)
    {
        var isText = value.Length > 0 && !value.ContainsAnyExceptInRange((byte)' ', (byte)'~');
        return isText && value.Length <= 255 ? Encoding.ASCII.GetString(value) : HexOf(value);
    }

    public static string HexOf(ReadOnlySpan<byte> value) => value.Length <= LongestShown
        ? Convert.ToHexStringLower(value)
        : $"{Convert.ToHexStringLower(value[..LongestShown])}… ({value.Length} bytes)";
}
