namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>The columns by which the list of resources can be sorted.</summary>
public enum ResourceColumn
{
    Host,
    Tenant,
    Mode,
    Links,
    Upstream,
    Changed,
}
