namespace PrivateLink.Engine.Settings;

/// <summary>What happens to a second PROXY header after the first. It is never relayed and never used as an identity.</summary>
public enum NestedHeaderMode
{
    /// <summary>The connection is refused.</summary>
    Deny,

    /// <summary>One second header is removed; both together may take 4096 bytes. The first remains the identity.</summary>
    Strip,
}
