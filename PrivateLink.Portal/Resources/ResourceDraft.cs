using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>What a person types into the form of a resource, right or wrong.</summary>
public sealed class ResourceDraft
{
    public Guid? TenantId { get; set; }

    public string Host { get; set; } = "";

    /// <summary>Other names with the same policy, with spaces or commas between them.</summary>
    public string Aliases { get; set; } = "";

    /// <summary>Null until the person has chosen: exposure is an explicit choice.</summary>
    public ResourceMode? Mode { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>The company has switched it off, so that it is not the reader's to switch on. Shown only: what is saved is looked at anew.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The tenant has switched it off, and may switch it on again. Shown only.</summary>
    public bool IsOffByTenant { get; init; }

    /// <summary>The company keeps off what the tenant has switched off. Of a tenant it says nothing.</summary>
    [TenantSees(TenantSight.Nothing)]
    public bool KeepOff { get; set; }

    /// <summary>Where admitted connections go: the company assigns it, and a tenant leaves it empty.</summary>
    [TenantSees(TenantSight.Nothing)]
    public Guid? UpstreamId { get; set; }

    /// <summary>Why the resource is loosened, or why the company switches something off; the customer's people read it.</summary>
    public string Reason { get; set; } = "";

    public IList<LinkDraft> Links { get; init; } = [];
}

/// <summary>One allowed link in the form.</summary>
public sealed class LinkDraft
{
    public Guid? ServiceId { get; set; }

    /// <summary>As pasted; see <see cref="Clouds.Known.LinkIdInput"/>.</summary>
    public string Text { get; set; } = "";

    public bool Enabled { get; set; } = true;

    /// <summary>The private endpoint itself is switched off, for every host. Shown only.</summary>
    public bool IsEndpointOff { get; init; }

    /// <inheritdoc cref="ResourceDraft.IsHeld"/>
    public bool IsHeld { get; init; }
}
