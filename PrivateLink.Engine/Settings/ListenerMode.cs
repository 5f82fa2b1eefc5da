namespace PrivateLink.Engine.Settings;

/// <summary>Whether a listener enforces link denials.</summary>
public enum ListenerMode
{
    /// <summary>Denials are denials.</summary>
    Enforce,

    /// <summary>The <c>link_*</c> denials are relayed and recorded as audited; everything else stays enforced.</summary>
    Audit,
}
