namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>What some bytes mean.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Name">What they are.</param>
/// <param name="Value">What they say, possibly a stranger's text; null where the name is enough.</param>
/// <param name="Kind">How they are marked.</param>
public sealed record ByteNote(int Offset, int Length, string Name, string? Value = null, ByteKind Kind = ByteKind.Plain);

/// <summary>How bytes are marked where they are shown.</summary>
public enum ByteKind
{
    Plain,

    /// <summary>Lengths, types and other parts of the format.</summary>
    Framing,

    /// <summary>Where the connection comes from.</summary>
    Identity,

    /// <summary>Where it wants to go.</summary>
    Name,

    /// <summary>Where the rule was broken.</summary>
    Fault,
}
