namespace PrivateLink.Portal.Resources;

/// <summary>Why a host accepts no connections, in any mode.</summary>
[Flags]
public enum HostClosure
{
    /// <summary>The host accepts connections, and its mode decides.</summary>
    None = 0,

    SwitchedOff = 1,

    TenantSuspended = 2,

    Both = SwitchedOff | TenantSuspended,
}

/// <summary>Determines whether a host accepts connections.</summary>
public static class HostClosures
{
    public static HostClosure Of(bool enabled, bool suspended) =>
        (enabled ? HostClosure.None : HostClosure.SwitchedOff) | (suspended ? HostClosure.TenantSuspended : HostClosure.None);
}
