namespace PrivateLink.Engine.Decisions;

/// <summary>
/// Bytes from the wire in a record. The engine keeps them raw, which takes a third of the memory of hex; a store supplies them as hex. Readers always
/// get hex.
/// </summary>
internal readonly struct WireBytes : IEquatable<WireBytes>
{
    private readonly object? _value;

    /// <param name="bytes">Kept without a copy; the caller must not change them.</param>
    public WireBytes(byte[]? bytes) => _value = bytes;

    public WireBytes(string? hex) => _value = hex;

    /// <summary>The bytes in lower-case hex; null if there are none.</summary>
    public string? Hex => _value is byte[] bytes ? Convert.ToHexStringLower(bytes) : (string?)_value;

    /// <summary>The approximate memory they take, in bytes.</summary>
    public int Size => _value switch
    {
        byte[] bytes => bytes.Length,
        string hex => hex.Length * sizeof(char),
        _ => 0,
    };

    public bool Equals(WireBytes other) => ReferenceEquals(_value, other._value) || Hex == other.Hex;

    public override bool Equals(object? obj) => obj is WireBytes other && Equals(other);

    public override int GetHashCode() => Hex?.GetHashCode(StringComparison.Ordinal) ?? 0;
}
