namespace PrivateLink.Engine.Settings;

/// <summary>What happens to a second PROXY header behind the first. It is never relayed and never an identity.</summary>
public enum NestedHeaderMode
{
    /// <summary>The connection is refused.</summary>
    Deny,

    /// <summary>One second header is removed, inside the same 4096 bytes; the first stays the identity.</summary>
    Strip,
}
