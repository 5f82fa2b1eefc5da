using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Onboarding;

/// <summary>A link ID that more than one tenant has named, with or without proof. Only operations see it; the tenants do not learn of each other.</summary>
/// <param name="Service">The private link service of the first holder.</param>
/// <param name="Holders">The tenants that named it, the first one first.</param>
public sealed record SharedLink(CloudProvider Cloud, string Service, string LinkId, IReadOnlyList<SharedLinkHolder> Holders);

/// <param name="Id">The private endpoint.</param>
/// <param name="Since">When the link was entered or proved.</param>
public sealed record SharedLinkHolder(Guid Id, string Tenant, ClaimLevel Claim, DateTime Since);
