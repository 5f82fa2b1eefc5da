using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One hour of one kind of connection. The counts are exact, taken before any sampling, and kept far longer than the connections. Each run of an
/// engine has its own rows, so readers must add up all rows of a kind.
/// </summary>
public sealed class HourlyRollUp
{
    /// <summary>Represents all further links of a kind once there are too many to list.</summary>
    public const string OtherLinks = "*";

    public const int SourcesLength = 1_200;

    public required Guid Id { get; init; }

    /// <summary>The beginning of the hour, UTC.</summary>
    public required DateTime Hour { get; init; }

    public Guid? TenantId { get; init; }

    public Guid? ResourceId { get; init; }

    public required string Listener { get; init; }

    public CloudProvider? Cloud { get; init; }

    public string? LinkId { get; init; }

    public required Verdict Verdict { get; init; }

    public required Reason Reason { get; init; }

    /// <summary>Connections decided in this hour.</summary>
    public required long Connections { get; set; }

    /// <summary>How many of <see cref="Connections"/> were allowed and failed, as far as known. Each counts here once it has ended.</summary>
    public required long Failed { get; set; }

    /// <summary>Counts connections that ended in this hour.</summary>
    public required long BytesFromClient { get; set; }

    /// <summary>Counts connections that ended in this hour.</summary>
    public required long BytesFromUpstream { get; set; }

    /// <summary>The networks with the most connections, in the format of <see cref="SourceCounts"/>.</summary>
    public required string Sources { get; set; }
}
