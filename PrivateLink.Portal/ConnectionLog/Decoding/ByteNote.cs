namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>Explains a range of bytes.</summary>
/// <param name="Offset">The first byte of the range.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Name">What the bytes are.</param>
/// <param name="Value">The value in them, possibly untrusted text; null if the name is enough.</param>
/// <param name="Kind">How to mark them.</param>
public sealed record ByteNote(int Offset, int Length, string Name, string? Value = null, ByteKind Kind = ByteKind.Plain);

/// <summary>How bytes are marked on the page.</summary>
public enum ByteKind
{
    Plain,

    /// <summary>Lengths, types and other parts of the format.</summary>
    Framing,

    /// <summary>Where the connection comes from.</summary>
    Identity,

    /// <summary>The host that it asks for.</summary>
    Name,

    /// <summary>The place where it breaks a rule.</summary>
    Fault,
}
