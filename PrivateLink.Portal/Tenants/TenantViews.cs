namespace PrivateLink.Portal.Tenants;

/// <summary>One customer in the list.</summary>
public sealed record TenantRow(Guid Id, string Name, bool Suspended, int Hosts, int Members, DateTime CreatedAt);

/// <summary>One customer, for its page.</summary>
public sealed record TenantDetail(int Version, string Name, bool Suspended, int Hosts);

/// <summary>A notice to a tenant's owners.</summary>
public sealed record NoticeView(Guid Id, string Text, DateTime CreatedAt);
