namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// Another name of a resource, with the same policy: often one in a domain that exists in private networks only. No name stands twice,
/// neither here nor among the hosts; the form looks for that, and anyone who saves at the same time starts again and looks anew.
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
