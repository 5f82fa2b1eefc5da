namespace PrivateLink.Protocol;

/// <summary>The result of every parser. No parser throws, whatever the input.</summary>
public enum ParseStatus
{
    /// <summary>Valid so far, but incomplete.</summary>
    NeedMore,

    /// <summary>Complete and valid.</summary>
    Done,

    /// <summary>Broken. More bytes cannot repair it.</summary>
    Invalid,
}
