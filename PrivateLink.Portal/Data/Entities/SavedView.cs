namespace PrivateLink.Portal.Data.Entities;

/// <summary>A view that a person keeps under a name: nothing but what stands in its address.</summary>
public sealed class SavedView
{
    public const int PageLength = 40;
    public const int NameLength = 60;
    public const int QueryLength = 2_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>Which page it is a view of.</summary>
    public required string Page { get; init; }

    public required string Name
    {
        get;
        init => NormalizedName = NormalizedText.Of(field = value);
    }

    public string NormalizedName { get; private init; } = "";

    public required string Query { get; set; }
}
