using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>One of the tenant's own private endpoints, used or unused by its hosts.</summary>
/// <param name="OwnedSince">Since when it is certain that the link is the tenant's; null while it is not certain.</param>
internal sealed record OwnLink(Guid EndpointId, string Title, CloudProvider Cloud, string LinkId, string Service, DateTime? OwnedSince);

/// <summary>One hour of connections through one link that asked for no host.</summary>
internal sealed record FailedNameSum(CloudProvider Cloud, string LinkId, string Listener, Reason Reason, DateTime Hour, long Connections);

/// <summary>
/// Connections through a tenant's links that were denied for the name that they asked for, or before they asked for one, such as those without TLS.
/// They belong to no host and so to no tenant. The name may be one that another tenant gets, so a tenant learns only the reason and the number, and only
/// of links that are certainly its own. Pure.
/// </summary>
/// <param name="Links">The tenant's endpoints.</param>
/// <param name="Sums">Hours with such connections.</param>
/// <param name="Newest">Such connections in memory.</param>
/// <param name="Serves">Whether a listener serves a cloud's endpoints of a service.</param>
internal sealed record FailedNames(
    IReadOnlyList<OwnLink> Links, IReadOnlyList<FailedNameSum> Sums, IReadOnlyList<ConnectionEntry> Newest, Func<string, OwnLink, bool> Serves)
{
    /// <summary>The name is wrong, or the client did not get as far as a name. Only the client can mend it.</summary>
    internal static readonly Reason[] Reasons = [.. ReasonTable.Where(row => row is { Family: ReasonFamily.Name or ReasonFamily.Hello, Actor: Actor.Customer })];

    public static bool Is(ConnectionEntry entry) =>
        entry.Decision is { TenantId: null, LinkId: not null } decision && Reasons.Contains(decision.Reason);

    /// <summary>One entry for each link and reason, newest first.</summary>
    /// <param name="onlyOwn">Whether the reader is the tenant.</param>
    public IReadOnlyList<FailedName> Find(bool onlyOwn) =>
    [
        .. from link in Links
           where !onlyOwn || link.OwnedSince is not null
           from reason in Reasons
           let failed = Of(link, reason, onlyOwn ? link.OwnedSince!.Value : DateTime.MinValue)
           where failed is not null
           orderby failed.Last descending
           select failed,
    ];

    private FailedName? Of(OwnLink link, Reason reason, DateTime since)
    {
        // The hour in which the tenant became its owner may have connections of an earlier owner.
        var hours = Sums.Where(sum => sum.Cloud == link.Cloud && sum.LinkId == link.LinkId && sum.Reason == reason && sum.Hour >= since && Serves(sum.Listener, link)).ToList();
        var exact = Newest.Select(entry => entry.Decision)
            .Where(decision => decision.Reason == reason && decision.LinkId?.Cloud == link.Cloud && decision.LinkId.ToString() == link.LinkId
                && decision.Time.UtcDateTime >= since && Serves(decision.Listener, link))
            .Select(decision => decision.Time).Order().ToList();
        var summed = hours.Sum(hour => hour.Connections);
        if (summed == 0 && exact.Count == 0) return null;
        var isFirstExact = exact.Count >= summed;
        return new(link.EndpointId, link.Title, link.Cloud, link.LinkId, ReasonTable.Describe(reason), Math.Max(summed, exact.Count))
        {
            First = isFirstExact ? exact[0] : Utc(hours.Min(hour => hour.Hour)),
            IsFirstExact = isFirstExact,
            Last = exact.Count > 0 ? exact[^1] : Utc(hours.Max(hour => hour.Hour)),
            IsLastExact = exact.Count > 0,
        };
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
