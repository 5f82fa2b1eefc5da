using System.Net;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>A private endpoint on its way from the first step to the last, as its people see it.</summary>
public sealed record OnboardingView
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string Tenant { get; init; }

    public required string Name { get; init; }

    public required string Reference { get; init; }

    public required PublishedService Service { get; init; }

    public required string Region { get; init; }

    public string? ClientRegion { get; init; }

    public string? Account { get; init; }

    public DateTime? AllowedAt { get; init; }

    public required IReadOnlyList<OnboardedHost> Hosts { get; init; }

    public required IReadOnlyDictionary<string, string> Form { get; init; }

    public required PrivateEndpointState State { get; init; }

    public required ClaimLevel Claim { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>The company has switched it off, and the reader is not the company.</summary>
    public bool IsOffByCompany { get; init; }

    /// <summary>Why the company switched it off; null where it did not, or was not asked.</summary>
    public string? WhyOff { get; init; }

    /// <summary>The tenant has switched it off, and may switch it on again.</summary>
    public bool IsOffByTenant { get; init; }

    /// <summary>The company has switched it off, everywhere or at a host, so the reader cannot take its link away from it.</summary>
    public bool IsHeld { get; init; }

    public string? LinkId { get; init; }

    public string? Address { get; init; }

    /// <summary>How far its request to be connected is.</summary>
    public required ApprovalView Approval { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? VerifiedAt { get; init; }

    public DateTime? RetiredAt { get; init; }

    public DateTime? ZonesAt { get; init; }

    public DateTime? CreatedInCloudAt { get; init; }

    public DateTime? DnsAt { get; init; }

    public Guid? ReplacesId { get; init; }

    /// <summary>When an unproven reservation ends; null when nothing is reserved, or nothing can expire any more.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Whether the service waits for operations to let the account in.</summary>
    public bool AwaitsUs => Service.Acceptance == Acceptance.AllowList && AllowedAt is null;

    public FormValues Values => new(KnownClouds.Of(Service.Cloud).Form.Fields, Form);

    public EndpointRequest Request => new(Service, Region, Values, Reference, ClientRegion is not null) { Hosts = [.. Hosts.Select(host => host.Host)] };

    /// <summary>Names that lie in domains of their own, where the company has given any.</summary>
    public IReadOnlyList<string> AliasNames => [.. Hosts.SelectMany(host => host.Aliases)];

    public DnsRequest DnsRequest => DnsFor([.. Hosts.Select(host => host.Host)]);

    /// <summary>The one address that the hosts have to resolve to; null while it is unknown, or where the cloud gives an endpoint several.</summary>
    public string? RecordAddress => KnownClouds.Of(Service.Cloud).Address.Name is null ? Address : null;

    /// <summary>The endpoint's own DNS name; null while it is unknown, or where the cloud gives it none.</summary>
    public string? EndpointName => Address is { } address && !IPAddress.TryParse(address, out _) ? address : null;

    public DnsRequest DnsFor(IReadOnlyList<string> names) => new(Request, names, LinkId, RecordAddress) { EndpointName = EndpointName };

    /// <summary>The hosts that nothing has reached through the endpoint yet.</summary>
    public IEnumerable<OnboardedHost> UnreachedHosts => Hosts.Where(host => host.ReachedAt is null);

    /// <summary>Whether traffic has come through the endpoint to every one of its hosts.</summary>
    public bool IsReachedEverywhere => VerifiedAt is not null && !UnreachedHosts.Any();

    /// <summary>Whether each of its hosts lets in listed links only, and no trial runs any more.</summary>
    public bool IsEnforcedEverywhere => Hosts.Count > 0 && Hosts.All(host => host is { Mode: ResourceMode.Enforce, IsOnTrial: false });

    /// <summary>How many of its hosts were reached, in words; null where there are none.</summary>
    public string? ReachedHosts => Hosts.Count switch
    {
        0 => null,
        1 => Hosts[0].ReachedAt is null ? "not reached yet" : "reached",
        var all => $"{all - UnreachedHosts.Count()} of {all} hosts reached",
    };

    /// <summary>The hosts that are exact names: what a client can connect to.</summary>
    public IEnumerable<string> ExactHosts => Hosts.Select(host => host.Host).Where(host => !host.StartsWith("*.", StringComparison.Ordinal));
}

/// <summary>A host that is to be reached through the endpoint.</summary>
public sealed record OnboardedHost(Guid Id, string Host, ResourceMode Mode)
{
    /// <summary>Its other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Enforced for now: nobody has confirmed it yet.</summary>
    public bool IsOnTrial { get; init; }

    /// <summary>When it was last reached through the endpoint; null as long as it never was.</summary>
    public DateTime? ReachedAt { get; init; }

    public IEnumerable<string> Names => Aliases.Prepend(Host);
}
