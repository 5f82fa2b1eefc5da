using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>A link that another page offers to list: it comes filled into the host's form, and the person saves it as any other change.</summary>
/// <param name="ServiceId">The private link service that it came through; null where that is not known for certain.</param>
public sealed record OfferedLink(LinkId LinkId, Guid? ServiceId)
{
    public const string LinkName = "link";
    public const string CloudName = "cloud";
    public const string ServiceName = "service";

    /// <summary>The host's form with this link filled in.</summary>
    public string HrefOf(Guid resource) =>
        $"resources/{resource}?{LinkName}={Uri.EscapeDataString(LinkId.ToString())}&{CloudName}={LinkId.Cloud}"
        + (ServiceId is null ? "" : $"&{ServiceName}={ServiceId}") + "#links-heading";

    /// <summary>What an address offers; null when it offers none, or none that can be read.</summary>
    public static OfferedLink? Read(string? link, string? cloud, string? service) =>
        Enum.TryParse<CloudProvider>(cloud, out var of) && Enum.IsDefined(of) && LinkId.TryParse(of, link, out var id)
            ? new(id, Guid.TryParse(service, out var serviceId) ? serviceId : null)
            : null;
}
