namespace PrivateLink.Engine.Settings;

/// <summary>Whether a listener enforces link denials.</summary>
public enum ListenerMode
{
    /// <summary>Link denials are enforced.</summary>
    Enforce,

    /// <summary>Connections with a <c>link_*</c> denial are relayed and recorded as audited; everything else stays enforced.</summary>
    Audit,
}
