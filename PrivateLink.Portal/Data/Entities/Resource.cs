using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A protected host of a tenant.</summary>
public sealed class Resource : Entity, ISwitched
{
    /// <summary>Fixed: a resource never changes its tenant.</summary>
    public required Guid TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    /// <summary>An exact name, or <c>*.</c> and a suffix to match one label; lower-case ASCII (<see cref="Resources.HostInput"/>).</summary>
    public required string Host
    {
        get;
        set => Suffix = SuffixOf(field = value);
    }

    /// <summary>The host without its first label. A wildcard covers an exact name if both have the same suffix.</summary>
    public string Suffix { get; private set; } = "";

    public required ResourceMode Mode { get; set; }

    /// <summary>When the current mode was set. Null for rows older than this column. The context sets it on save.</summary>
    public DateTime? ModeSince { get; private set; }

    public bool Enabled { get; set; } = true;

    /// <summary>Whether the company disabled it. False while it is enabled.</summary>
    public bool SwitchedOffByCompany { get; set; }

    public required Guid UpstreamId { get; set; }

    public Upstream? Upstream { get; private set; }

    public ICollection<AllowedLink> AllowedLinks { get; } = [];

    /// <summary>Other names with the same policy.</summary>
    public ICollection<ResourceAlias> Aliases { get; } = [];

    internal void StampMode(DateTime now) => ModeSince = now;

    public static string SuffixOf(string host) => host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
