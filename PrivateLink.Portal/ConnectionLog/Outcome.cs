using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// The outcome of a connection: the verdict, or failed if it was allowed but not delivered. Computed from the record and never stored.
/// </summary>
public enum Outcome
{
    /// <summary>It asked for nothing.</summary>
    None = Verdict.None,

    /// <summary>Allowed; still open, or ended normally.</summary>
    Allowed = Verdict.Allowed,

    /// <summary>It was refused.</summary>
    Denied = Verdict.Denied,

    /// <summary>Allowed although enforcement would have denied it; otherwise like <see cref="Allowed"/>.</summary>
    Audited = Verdict.Audited,

    /// <summary>Allowed but not delivered, or not to the end, through a fault of the upstream or the engine.</summary>
    Failed,
}
