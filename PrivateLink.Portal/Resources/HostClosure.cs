namespace PrivateLink.Portal.Resources;

/// <summary>Why a host takes no connections at all, whatever its mode says.</summary>
[Flags]
public enum HostClosure
{
    /// <summary>It takes them: its mode decides.</summary>
    None = 0,

    SwitchedOff = 1,

    TenantSuspended = 2,

    Both = SwitchedOff | TenantSuspended,
}

/// <summary>Tells whether a host takes connections.</summary>
public static class HostClosures
{
    public static HostClosure Of(bool enabled, bool suspended) =>
        (enabled ? HostClosure.None : HostClosure.SwitchedOff) | (suspended ? HostClosure.TenantSuspended : HostClosure.None);
}
