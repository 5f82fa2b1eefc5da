namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// Another name of a resource, with the same policy. It is often in a domain that exists only in private networks. A name is unique across hosts and
/// aliases. The form checks this, and a save that collides with another save starts again and checks again.
/// </summary>
public sealed class ResourceAlias
{
    public required Guid TenantId { get; init; }

    public Guid ResourceId { get; private set; }

    /// <summary>In the form of <see cref="Resource.Host"/>.</summary>
    public required string Host
    {
        get;
        init => Suffix = Resource.SuffixOf(field = value);
    }

    public string Suffix { get; private init; } = "";
}
