using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A tenant's consumer-side object in its own cloud network, from the first step of the wizard until it is retired.</summary>
public sealed class PrivateEndpoint : Entity, ISwitched
{
    /// <summary>The longest link ID that an AWS PROXY header is expected to carry.</summary>
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

    /// <summary>The service's cloud. The database refuses any other.</summary>
    public required CloudProvider Cloud { get; init; }

    /// <summary>The name that the tenant's people gave it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Canonical text. Null until known. GCP's numbers exceed the 64-bit integer of a database.</summary>
    public string? LinkId { get; set; }

    public PrivateEndpointState State { get; set; } = PrivateEndpointState.AwaitingTraffic;

    public ClaimLevel Claim { get; set; } = ClaimLevel.Asserted;

    /// <summary>When the link ID was entered or proved. Null for rows older than claims, which count from their creation.</summary>
    public DateTime? ClaimedAt { get; set; }

    /// <summary>When the first connection to a host of its tenant came through it.</summary>
    public DateTime? VerifiedAt { get; set; }

    public DateTime? RetiredAt { get; set; }

    /// <summary>False while the endpoint is disabled for all resources of its tenant.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether the company disabled it. False while it is enabled.</summary>
    public bool SwitchedOffByCompany { get; set; }

    /// <summary>The endpoint's region, current or planned. Empty if it was listed without the wizard.</summary>
    public string Region { get; set; } = "";

    /// <summary>The clients' region if it differs (GCP's global access). Otherwise null.</summary>
    public string? ClientRegion { get; set; }

    /// <summary>The account, subscription or project of the endpoint. Required if the service uses an allow-list.</summary>
    public string? Account { get; set; }

    /// <summary>When operations allowed the account.</summary>
    public DateTime? AllowedAt { get; set; }

    /// <summary>The values entered in the wizard's form, as JSON.</summary>
    public string? Form { get; set; }

    /// <summary>When its people confirmed that they had checked the zones, created the endpoint, and created the DNS records.</summary>
    public DateTime? ZonesAt { get; set; }

    public DateTime? CreatedInCloudAt { get; set; }

    public DateTime? DnsAt { get; set; }

    /// <summary>Its address or DNS name in the customer's network, as entered or as traffic showed it.</summary>
    public string? Address { get; set; }

    /// <summary>The result of its connection request. Null until reported.</summary>
    public ApprovalState? Approval { get; set; }

    /// <summary>The source of that result, its time, and the note written with it.</summary>
    public ApprovalSource? ApprovalBy { get; set; }

    public DateTime? ApprovalAt { get; set; }

    public string? ApprovalMessage { get; set; }

    /// <summary>The endpoint that this one will replace.</summary>
    public Guid? ReplacesId { get; set; }

    /// <summary>A short text that identifies it to operations in their cloud.</summary>
    public string Reference => $"pl-{Id.ToString("N")[^10..]}";
}
