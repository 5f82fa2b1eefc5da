using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>The consumer-side object of a tenant in its own cloud network, from the first step of the wizard until it is retired.</summary>
public sealed class PrivateEndpoint : Entity, ISwitched
{
    /// <summary>The longest AWS text that a PROXY header is believed to carry.</summary>
    public const int LinkIdLength = 255;

    public const int NameLength = 100;
    public const int AccountLength = 100;
    public const int AddressLength = 255;
    public const int FormLength = 4_000;
    public const int ApprovalMessageLength = 500;

    public required Guid TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    public required Guid ServiceId { get; init; }

    public PrivateLinkService? Service { get; private set; }

    /// <summary>The service's cloud; the database refuses another one.</summary>
    public required CloudProvider Cloud { get; init; }

    /// <summary>What its people call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Canonical text; null until it is known. GCP's numbers exceed what a database's 64-bit integer holds.</summary>
    public string? LinkId { get; set; }

    public PrivateEndpointState State { get; set; } = PrivateEndpointState.AwaitingTraffic;

    public ClaimLevel Claim { get; set; } = ClaimLevel.Asserted;

    /// <summary>When the link ID was typed or proved; null for rows older than claims, which count from their creation.</summary>
    public DateTime? ClaimedAt { get; set; }

    /// <summary>When the first connection came through it to a host of its tenant.</summary>
    public DateTime? VerifiedAt { get; set; }

    public DateTime? RetiredAt { get; set; }

    /// <summary>False while the endpoint is switched off for all resources of its tenant.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether it was the company that switched it off; false while it is on.</summary>
    public bool SwitchedOffByCompany { get; set; }

    /// <summary>Where it is, or will be. Empty for one that was listed without the wizard.</summary>
    public string Region { get; set; } = "";

    /// <summary>Where its clients are, when that is another region (GCP's global access); null otherwise.</summary>
    public string? ClientRegion { get; set; }

    /// <summary>The account, subscription or project that it is in; asked for where the service uses an allow-list.</summary>
    public string? Account { get; set; }

    /// <summary>When operations let the account in.</summary>
    public DateTime? AllowedAt { get; set; }

    /// <summary>What was typed into the wizard's form, as JSON.</summary>
    public string? Form { get; set; }

    /// <summary>When its people said that they had looked at the zones, had created it, had made the DNS records.</summary>
    public DateTime? ZonesAt { get; set; }

    public DateTime? CreatedInCloudAt { get; set; }

    public DateTime? DnsAt { get; set; }

    /// <summary>Its address or DNS name inside the customer's network, as typed or as traffic showed it.</summary>
    public string? Address { get; set; }

    /// <summary>What came of its request to be connected; null while nobody has said anything.</summary>
    public ApprovalState? Approval { get; set; }

    /// <summary>Whose word that is, since when, and what was written with it.</summary>
    public ApprovalSource? ApprovalBy { get; set; }

    public DateTime? ApprovalAt { get; set; }

    public string? ApprovalMessage { get; set; }

    /// <summary>The endpoint that this one is to replace.</summary>
    public Guid? ReplacesId { get; set; }

    /// <summary>A short text by which operations recognise it in their cloud.</summary>
    public string Reference => $"pl-{Id.ToString("N")[^10..]}";
}
