using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>How a connection that is not relayed ends on the wire.</summary>
internal enum Refusal
{
    /// <summary>Closed without a word: probes want nothing.</summary>
    Quiet,

    /// <summary>The common alert, or a reset where the listener says so: name and link denials all look alike.</summary>
    AccessDenied,

    /// <summary>A reset: whoever breaks a protocol is not spoken to in it.</summary>
    Reset,
}

/// <summary>The ending of each reason (design 4.4 and 4.5).</summary>
internal static class Refusals
{
    public static Refusal Of(Reason reason)
    {
        switch (reason)
        {
            case Reason.ProbeEmpty or Reason.PreludeIdle or Reason.HealthCheck or Reason.ProbeHeader:
                return Refusal.Quiet;
            case Reason.NameMissing or Reason.NameInvalid or Reason.NameUnknown or Reason.ClaimObserved or Reason.HostDisabled
                or Reason.LinkMissing or Reason.LinkMismatch or Reason.LinkMalformed or Reason.LinkAmbiguous or Reason.LinkDisabled
                or Reason.LimitHost or Reason.LimitLink:
                return Refusal.AccessDenied;
            default:
                return Refusal.Reset;
        }
    }
}
