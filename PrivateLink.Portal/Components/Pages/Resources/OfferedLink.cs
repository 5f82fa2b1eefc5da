using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>A link that another page offers to list. It is filled into the host's form, and the person saves it like any other change.</summary>
/// <param name="ServiceId">The private link service that it came through; null if that is not certain.</param>
public sealed record OfferedLink(LinkId LinkId, Guid? ServiceId)
{
    public const string LinkName = "link";
    public const string CloudName = "cloud";
    public const string ServiceName = "service";

    /// <summary>The host's form with this link filled in.</summary>
    public string HrefOf(Guid resource) =>
        $"resources/{resource}?{LinkName}={Uri.EscapeDataString(LinkId.ToString())}&{CloudName}={LinkId.Cloud}"
        + (ServiceId is null ? "" : $"&{ServiceName}={ServiceId}") + "#links-heading";

    /// <summary>The link that an address offers; null if there is none, or if it is not valid.</summary>
    public static OfferedLink? Read(string? link, string? cloud, string? service) =>
        Enum.TryParse<CloudProvider>(cloud, out var of) && Enum.IsDefined(of) && LinkId.TryParse(of, link, out var id)
            ? new(id, Guid.TryParse(service, out var serviceId) ? serviceId : null)
            : null;
}
