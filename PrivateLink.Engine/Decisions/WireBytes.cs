namespace PrivateLink.Engine.Decisions;

/// <summary>
/// Bytes from the wire, as a record keeps them: those of the engine as they came, which takes a third of the memory of their hex, those of a
/// store as hex. Whichever they are, hex is what is read.
/// </summary>
internal readonly struct WireBytes : IEquatable<WireBytes>
{
    private readonly object? _value;

    /// <param name="bytes">Nobody changes them afterwards.</param>
    public WireBytes(byte[]? bytes) => _value = bytes;

    public WireBytes(string? hex) => _value = hex;

    /// <summary>In lower-case hex; null when there are none.</summary>
    public string? Hex => _value is byte[] bytes ? Convert.ToHexStringLower(bytes) : (string?)_value;

    /// <summary>About what they take in memory.</summary>
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
