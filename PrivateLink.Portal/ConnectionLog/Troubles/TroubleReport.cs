using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Troubles;

/// <summary>What recently failed, as one reader may see it.</summary>
/// <param name="Outages">Hosts and endpoints that delivered before and deliver nothing now, or did so until a few minutes ago.</param>
/// <param name="Patterns">Denials and failures of the last five minutes, by host, listener and reason.</param>
public sealed record TroubleReport(IReadOnlyList<Outage> Outages, IReadOnlyList<TroublePattern> Patterns);

/// <summary>Recent denials or failures of one kind.</summary>
/// <param name="Outcome">Denied or failed.</param>
/// <param name="Description">The reason, or how they failed.</param>
/// <param name="Host">The host; null if the name is not a known host.</param>
/// <param name="Listener">The listener that accepted them; null if there were several.</param>
/// <param name="Count">How many came in the last five minutes.</param>
/// <param name="Last">When the newest one came.</param>
public sealed record TroublePattern(Outcome Outcome, ReasonDescription Description, string? Host, string? Listener, int Count, DateTimeOffset Last)
{
    /// <summary>The newest of them; null if it is not known.</summary>
    public ConnectionView? Newest { get; init; }

    /// <summary>When a connection on the path of the newest was delivered again; null if none was.</summary>
    public DateTimeOffset? Ended { get; init; }
}

/// <summary>A host or an endpoint that delivered before and delivers nothing now, or did so until a few minutes ago.</summary>
/// <param name="Host">The host; null for an endpoint.</param>
/// <param name="Link">The link ID of the endpoint; null for a host.</param>
/// <param name="Why">Why nothing is delivered on the path that used to deliver.</param>
/// <param name="Listener">The listener of all these connections; null if there were several.</param>
/// <param name="Since">When the last delivered connection came.</param>
/// <param name="Count">How many connections came since on a path like that of the cause, all of them denied or failed.</param>
/// <param name="Last">When the newest of them came.</param>
public sealed record Outage(string? Host, string? Link, ReasonDescription Why, string? Listener, DateTimeOffset Since, int Count, DateTimeOffset Last)
{
    /// <summary>The newest connection on the path that used to deliver; null if it is not known.</summary>
    public ConnectionView? Cause { get; init; }

    /// <summary>When it delivered again; null if it did not.</summary>
    public DateTimeOffset? Ended { get; init; }
}
