namespace PrivateLink.Engine.Settings;

/// <summary>How name and link denials look on the wire.</summary>
public enum DenyWith
{
    /// <summary>One fatal TLS alert (access_denied), FIN, a short drain, close.</summary>
    Alert,

    /// <summary>A TCP reset.</summary>
    Reset,
}
