using System.Net;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>The setup of a private endpoint, from the first step to the last, as its people see it.</summary>
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

    /// <summary>The company has disabled it, and the reader is not from the company.</summary>
    public bool IsOffByCompany { get; init; }

    /// <summary>Why the company disabled it; null if it did not, or if no reason was recorded.</summary>
    public string? WhyOff { get; init; }

    /// <summary>The tenant has disabled it, and may enable it again.</summary>
    public bool IsOffByTenant { get; init; }

    /// <summary>The company has disabled it, everywhere or at one host, so the reader cannot remove its link.</summary>
    public bool IsHeld { get; init; }

    public string? LinkId { get; init; }

    public string? Address { get; init; }

    /// <summary>The stage of its request for approval.</summary>
    public required ApprovalView Approval { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? VerifiedAt { get; init; }

    public DateTime? RetiredAt { get; init; }

    public DateTime? ZonesAt { get; init; }

    public DateTime? CreatedInCloudAt { get; init; }

    public DateTime? DnsAt { get; init; }

    public Guid? ReplacesId { get; init; }

    /// <summary>When an unproven reservation expires; null when nothing is reserved, or when it can no longer expire.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Whether the service waits for operations to allow the account.</summary>
    public bool AwaitsUs => Service.Acceptance == Acceptance.AllowList && AllowedAt is null;

    public FormValues Values => new(KnownClouds.Of(Service.Cloud).Form.Fields, Form);

    public EndpointRequest Request => new(Service, Region, Values, Reference, ClientRegion is not null) { Hosts = [.. Hosts.Select(host => host.Host)] };

    /// <summary>The hosts' alias names, which are in separate domains; empty if the company has assigned none.</summary>
    public IReadOnlyList<string> AliasNames => [.. Hosts.SelectMany(host => host.Aliases)];

    public DnsRequest DnsRequest => DnsFor([.. Hosts.Select(host => host.Host)]);

    /// <summary>The single address that the hosts must resolve to; null while it is unknown, or if the cloud gives an endpoint several.</summary>
    public string? RecordAddress => KnownClouds.Of(Service.Cloud).Address.Name is null ? Address : null;

    /// <summary>The endpoint's own DNS name; null while it is unknown, or if the cloud assigns none.</summary>
    public string? EndpointName => Address is { } address && !IPAddress.TryParse(address, out _) ? address : null;

    public DnsRequest DnsFor(IReadOnlyList<string> names) => new(Request, names, LinkId, RecordAddress) { EndpointName = EndpointName };

    /// <summary>The hosts that nothing has reached through the endpoint yet.</summary>
    public IEnumerable<OnboardedHost> UnreachedHosts => Hosts.Where(host => host.ReachedAt is null);

    /// <summary>Whether traffic has come through the endpoint to every one of its hosts.</summary>
    public bool IsReachedEverywhere => VerifiedAt is not null && !UnreachedHosts.Any();

    /// <summary>Whether each of its hosts allows listed links only, with no trial in progress.</summary>
    public bool IsEnforcedEverywhere => Hosts.Count > 0 && Hosts.All(host => host is { Mode: ResourceMode.Enforce, IsOnTrial: false });

    /// <summary>How many of its hosts were reached, in words; null when it has no hosts.</summary>
    public string? ReachedHosts => Hosts.Count switch
    {
        0 => null,
        1 => Hosts[0].ReachedAt is null ? "not reached yet" : "reached",
        var all => $"{all - UnreachedHosts.Count()} of {all} hosts reached",
    };

    /// <summary>The hosts that are exact names, to which a client can connect.</summary>
    public IEnumerable<string> ExactHosts => Hosts.Select(host => host.Host).Where(host => !host.StartsWith("*.", StringComparison.Ordinal));
}

/// <summary>A host that clients should reach through the endpoint.</summary>
public sealed record OnboardedHost(Guid Id, string Host, ResourceMode Mode)
{
    /// <summary>Its other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Enforced on trial: no one has confirmed it yet.</summary>
    public bool IsOnTrial { get; init; }

    /// <summary>When it was last reached through the endpoint; null if it never was.</summary>
    public DateTime? ReachedAt { get; init; }

    public IEnumerable<string> Names => Aliases.Prepend(Host);
}
