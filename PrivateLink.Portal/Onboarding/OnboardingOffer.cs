using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>The choices that a person has when setting up a private endpoint.</summary>
/// <param name="Tenants">The tenants to choose from; a tenant's own people have one.</param>
/// <param name="Services">The company's published services through which connections can arrive.</param>
/// <param name="Hosts">The hosts of these tenants.</param>
public sealed record OnboardingOffer(IReadOnlyList<TenantChoice> Tenants, IReadOnlyList<PublishedService> Services, IReadOnlyList<HostChoice> Hosts)
{
    /// <summary>Published services that are not offered because no listener is bound to them. Only the company's people see them.</summary>
    public IReadOnlyList<string> WithoutListener { get; init; } = [];
}

public sealed record HostChoice(Guid Id, Guid TenantId, string Host, ResourceMode Mode);

/// <summary>What a person chose in the first step, valid or not.</summary>
public sealed class OnboardingDraft
{
    public Guid? TenantId { get; set; }

    public Guid? ServiceId { get; set; }

    /// <summary>Where the network is.</summary>
    public string Region { get; set; } = "";

    /// <summary>The account, subscription or project; required where the service uses an allow-list.</summary>
    public string Account { get; set; } = "";

    public ISet<Guid> HostIds { get; init; } = new HashSet<Guid>();

    /// <summary>The endpoint that the new one replaces; null for none.</summary>
    public Guid? ReplacesId { get; set; }
}
