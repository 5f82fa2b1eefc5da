using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What became of a connection: the verdict, and of what was let in whether it was delivered. Follows from the record; nobody stores it.</summary>
public enum Outcome
{
    /// <summary>Nothing was asked for.</summary>
    None = Verdict.None,

    /// <summary>Let in; it is open, or ended as connections do.</summary>
    Allowed = Verdict.Allowed,

    /// <summary>Not let in.</summary>
    Denied = Verdict.Denied,

    /// <summary>Let in although enforcement would have denied it; otherwise as <see cref="Allowed"/>.</summary>
    Audited = Verdict.Audited,

    /// <summary>Let in and not delivered, or not to the end: the upstream's fault or the engine's.</summary>
    Failed,
}
