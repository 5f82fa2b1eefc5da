using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Operations;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What only people who run the service see: listeners, upstreams, claims and records.</summary>
internal static class OperationsItems
{
    /// <summary>Whatever is behind it receives nothing. Only people who run the service may see these items.</summary>
    public static IEnumerable<AttentionItem> OfTotal(OperationsFacts? operations)
    {
        if (operations is null) yield break;
        foreach (var listener in operations.Listeners.Where(listener => listener.Address is null))
            yield return new(IsUrgent: true, $"Listener {listener.Name} is not listening.", "No client can connect through it. The portal's log says why.", "listeners");
        foreach (var upstream in operations.Upstreams.Where(upstream => upstream.IsDown))
            yield return new(
                IsUrgent: true,
                $"Upstream {upstream.Name} is down.",
                $"For us: restore the backend, or correct its addresses{(upstream.Problem is { } problem ? $" ({problem})" : "")}. Connections to {Quantity.Count(upstream.HostCount, "host")} are allowed and then fail.{ChangeOf(operations, upstream)}",
                $"upstreams/{upstream.Id}");
    }

    /// <summary>Items that only people who run the service may see.</summary>
    public static IEnumerable<AttentionItem> OfOperations(OperationsFacts? operations)
    {
        if (operations is null) yield break;
        foreach (var (listener, missing) in operations.Listeners.Select(listener => (listener, listener.Of(Reason.HeaderMissing))).Where(each => each.Item2 >= PatternItems.Fewest))
            yield return new(
                IsUrgent: missing == listener.Total,
                $"Listener {listener.Name} receives connections without a PROXY header.",
                "For us: enable PROXY protocol v2 on the target group, private link service or service attachment in front of the listener.",
                "listeners")
            {
                When = AttentionTime.Recent(missing, listener.Peers.Max(peer => peer.LastMissingHeader)),
            };
        foreach (var upstream in operations.Upstreams.Where(upstream => !upstream.IsDown && upstream.IsImpaired))
            yield return new(
                IsUrgent: false,
                $"Upstream {upstream.Name} has unhealthy addresses.",
                $"For us: find out why{(upstream.Problem is { } problem ? $" ({problem})" : "")}. The other addresses take over its connections.{ChangeOf(operations, upstream)}",
                $"upstreams/{upstream.Id}");
        if (operations.Waiting > 0)
            yield return new(IsUrgent: false, $"{Quantity.Count(operations.Waiting, "endpoint")} waiting for us.", "Allow a customer's account, or approve a connection. The commands are ready.", "claims");
        if (operations.Disputes > 0)
            yield return new(IsUrgent: false, $"{Quantity.Count(operations.Disputes, "claim")} in dispute.", "Two tenants have proved the same link. Decide which one owns it.", "claims");
        if (operations.SharedLinks > operations.Disputes)
            yield return new(IsUrgent: false, $"{Quantity.Count(operations.SharedLinks, "link")} named by more than one tenant.", "It is a mistake, or an attempt to claim another tenant's link. See which tenant named it first.", "claims");
        if (operations.Records.AlmostFull is { } disk)
            yield return new(IsUrgent: false, disk, "For us: delete or move other files there, or enlarge the disk. Once it is full, nothing can be saved.", "settings/in-force#disk");
        if (operations.Records.Error is { } error)
            yield return new(IsUrgent: true, "Connections cannot be stored.", $"{error} They are kept in memory while there is room.", "history");
    }

    /// <summary>What could not be saved for a time. People who were not here then find it nowhere else.</summary>
    private static IEnumerable<AttentionItem> OfStoring(RecordsReport records)
    {
        if (records.Past is not { } past) yield break;
        var missing = records switch
        {
            { Error: not null } => "Connections are still not stored.",
            { Counts: { Lost: > 0 } counts } => $"{Quantity.Count(counts.Lost, "connection")} lost since the portal started: the history shows the gaps.",
            { Counts: { Sampled: > 0 } counts } => $"{Quantity.Count(counts.Sampled, "connection")} since the portal started have no row of their own, but the totals include them.",
            _ => "No connection is missing from the history: what waited in memory was stored.",
        };
        yield return new(IsUrgent: false, $"Not everything could be saved: the database reported that {past.Cause}.", $"It is over. {missing}", "history")
        {
            Rank = AttentionRank.Ended,
            When = new(null, past.Since, null, Ended: past.Until),
        };
    }

    /// <summary>Items that cannot be mended, or that a person chose.</summary>
    public static IEnumerable<AttentionItem> OfPast(OperationsFacts? operations)
    {
        foreach (var broken in operations?.BrokenGlass ?? [])
            yield return new(
                IsUrgent: broken.IsOpen,
                $"Emergency stop: {SafeText.Of(broken.Who)} stopped enforcing {SafeText.Of(broken.Host)}.",
                $"{SafeText.Of(broken.Tenant)}'s host {(broken.IsOpen ? "has been open to anyone since" : "has had its mode changed since")}. Reason: {SafeText.Of(broken.Reason)}",
                $"resources/{broken.ResourceId}#enforcing")
            {
                When = AttentionTime.At(broken.At),
            };
        foreach (var past in operations is null ? [] : OfStoring(operations.Records)) yield return past;
        if (operations?.Records.Counts is { Lost: > 0 } lost)
            yield return new(IsUrgent: false, $"{Quantity.Count(lost.Lost, "record")} lost.", "The connections themselves were decided and handled. The history shows the gaps.", "history") { When = AttentionTime.FromStart };
    }

    /// <summary>Who sent the connections there, and whether that can be undone.</summary>
    private static string ChangeOf(OperationsFacts operations, UpstreamReport upstream)
    {
        if (operations.Changes?.GetValueOrDefault(upstream.Id) is not { Change: var change } turn) return "";
        var undo = turn.UndoUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $" You can undo it on the upstream's page until {until:HH:mm} UTC.") : "";
        return string.Create(CultureInfo.InvariantCulture, $" {SafeText.Of(change.By)} changed its addresses at {change.Time:yyyy-MM-dd HH:mm} UTC: {change.What}.{undo}");
    }
}
