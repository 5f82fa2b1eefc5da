namespace PrivateLink.Protocol;

/// <summary>The three answers of every parser. Nothing throws on any input.</summary>
public enum ParseStatus
{
    /// <summary>So far valid; more bytes decide.</summary>
    NeedMore,

    /// <summary>Complete and valid.</summary>
    Done,

    /// <summary>Broken; no further byte can mend it.</summary>
    Invalid,
}
