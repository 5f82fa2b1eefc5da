using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>What a person types into the form of a resource, valid or not.</summary>
public sealed class ResourceDraft
{
    public Guid? TenantId { get; set; }

    public string Host { get; set; } = "";

    /// <summary>Alias names with the same policy, separated by spaces or commas.</summary>
    public string Aliases { get; set; } = "";

    /// <summary>Null until the person chooses, because exposure must be an explicit choice.</summary>
    public ResourceMode? Mode { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>The company has disabled it, so the reader cannot enable it. For display only: saving checks it again.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The tenant has disabled it, and may enable it again. For display only.</summary>
    public bool IsOffByTenant { get; init; }

    /// <summary>The company keeps disabled what the tenant has disabled. Has no effect for a tenant.</summary>
    [TenantSees(TenantSight.Nothing)]
    public bool KeepOff { get; set; }

    /// <summary>The upstream for admitted connections. The company assigns it; a tenant leaves it empty.</summary>
    [TenantSees(TenantSight.Nothing)]
    public Guid? UpstreamId { get; set; }

    /// <summary>Why the resource is loosened, or why the company disables something; the customer's people read it.</summary>
    public string Reason { get; set; } = "";

    public IList<LinkDraft> Links { get; init; } = [];
}

/// <summary>One allowed link in the form.</summary>
public sealed class LinkDraft
{
    public Guid? ServiceId { get; set; }

    /// <summary>The pasted text; see <see cref="Clouds.Known.LinkIdInput"/>.</summary>
    public string Text { get; set; } = "";

    public bool Enabled { get; set; } = true;

    /// <summary>The private endpoint is disabled for all hosts. For display only.</summary>
    public bool IsEndpointOff { get; init; }

    /// <inheritdoc cref="ResourceDraft.IsHeld"/>
    public bool IsHeld { get; init; }
}
