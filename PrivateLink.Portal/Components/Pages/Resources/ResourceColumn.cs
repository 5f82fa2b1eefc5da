namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>What the list of resources can be sorted by.</summary>
public enum ResourceColumn
{
    Host,
    Tenant,
    Mode,
    Links,
    Upstream,
    Changed,
}
