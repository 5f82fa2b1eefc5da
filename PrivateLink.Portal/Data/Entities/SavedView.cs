namespace PrivateLink.Portal.Data.Entities;

/// <summary>A named view that a person keeps, alone or with the team. It contains only what is in its URL.</summary>
public sealed class SavedView
{
    public const int PageLength = 40;
    public const int NameLength = 60;
    public const int QueryLength = 2_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>The page that the view belongs to.</summary>
    public required string Page { get; init; }

    public required string Name
    {
        get;
        init => NormalizedName = NormalizedText.Of(field = value);
    }

    public string NormalizedName { get; private init; } = "";

    public required string Query { get; set; }

    /// <summary>
    /// Whether the maker's team sees it. The team is the people of <see cref="TenantId"/>, or the company's operators if there is no tenant.
    /// </summary>
    public bool IsShared { get; private set; }

    /// <summary>The tenant whose people can see it.</summary>
    public Guid? TenantId { get; private set; }

    /// <param name="tenant">The maker's tenant; null for the company's people.</param>
    public void ShareWith(Guid? tenant) => (IsShared, TenantId) = (true, tenant);

    public void KeepPrivate() => (IsShared, TenantId) = (false, null);
}
