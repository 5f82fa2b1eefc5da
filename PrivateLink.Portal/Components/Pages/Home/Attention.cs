using System.Globalization;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Pages.Resources;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>Finds what needs attention in the data that the portal already has. <see cref="AttentionItem.InOrder"/> ranks it.</summary>
public static class Attention
{
    private const int MostPatterns = 3;

    // A single denial is a typing mistake or a scan. Several of the same kind point to a configuration error.
    private const int FewestDenials = 3;

    private static readonly string DeniedCode = Outcomes.CodeOf(Outcome.Denied);
    private static readonly string FailedCode = Outcomes.CodeOf(Outcome.Failed);

    public static IReadOnlyList<AttentionItem> Find(
        EngineReport report, IReadOnlyList<ResourceRow> resources, TroubleReport troubles, OperationsFacts? operations = null, bool tellsPublic = true,
        Func<ConnectionView, TroubleNow>? nowOf = null)
    {
        nowOf ??= static _ => TroubleNow.NotKnown;
        var isForTenant = operations is null;
        var ofCompany = isForTenant ? AttentionRank.Rest : AttentionRank.OursToMend;
        return
        [
            .. AttentionItem.InOrder(
            [
                .. As(AttentionRank.DeliversNothing, [.. OfCondition(report, isForTenant), .. OfTotal(operations), .. OfResources(resources)]),
                .. OfOutages(troubles.Outages, isForTenant, nowOf),
                .. As(ofCompany, [.. OfEngine(report), .. OfOperations(operations)]),
                .. OfPatterns(troubles, Outcome.Failed, isForTenant, nowOf), .. OfPatterns(troubles, Outcome.Denied, isForTenant, nowOf),
                .. OfPast(operations),
                .. As(AttentionRank.Advice, [.. OfListeners(report), .. OfSharedUpstreams(resources), .. tellsPublic ? OfPublic(resources, !isForTenant) : []]),
            ]),
        ];
    }

    private static IEnumerable<AttentionItem> As(AttentionRank rank, IEnumerable<AttentionItem> items) => items.Select(item => item with { Rank = rank });

    private static IEnumerable<AttentionItem> OfCondition(EngineReport report, bool isForTenant)
    {
        if (report.Condition != EngineCondition.Live)
            yield return new(IsUrgent: true, EngineConditionLook.Of(report.Condition).Meaning, isForTenant ? "You do not need to do anything. Our operators see this too." : "Check the engine's log.", null);
    }

    private static IEnumerable<AttentionItem> OfEngine(EngineReport report)
    {
        foreach (var fault in report.OwnFaults)
            yield return new(
                IsUrgent: true,
                $"This engine cannot connect to upstreams: {fault.Fault.Meaning()}.",
                $"{Quantity.Count(fault.Count, "attempt")}, last to {SafeText.Of(fault.Towards)}. {fault.Fault.Remedy()}",
                "upstreams")
            {
                When = AttentionTime.FromStart,
            };
        foreach (var item in OfPolicy(report.Policy)) yield return item;
    }

    private static IEnumerable<AttentionItem> OfPolicy(PolicyStatus policy)
    {
        if (policy.FromDisk is { } compiled)
            yield return new(
                IsUrgent: true,
                $"The policy of {compiled:yyyy-MM-dd HH:mm} UTC is enforced from disk.",
                $"{policy.PendingError} Nothing can be changed until the database is back. The portal keeps trying.".TrimStart(),
                null);
        else if (policy.PendingError is { } why)
            yield return new(IsUrgent: true, "Saved changes are not enforced yet.", $"{why} The portal keeps trying.", null);
        foreach (var damage in policy.Damage)
            yield return new(IsUrgent: true, "The policy on disk is damaged. The policy in force may be an older one.", damage, null);
        if (policy.NotOnDisk is { } reason)
            yield return new(IsUrgent: true, "The policy in force is not on disk. A restart without the database would bring back an older one.", reason, null);
        if (policy.DiskShort is { } shortage)
            yield return new(IsUrgent: true, "The disk that stores the policy is full.", shortage, null);
        if (policy.DoubtExplained is { } doubt)
            yield return new(IsUrgent: true, doubt, "Nothing from it is applied automatically. Restore the right database, or ask an administrator to confirm the changes.", "policy");
        if (policy.HeldBack is { Count: > 0 } heldBack)
            yield return new(IsUrgent: true, $"{Quantity.Count(heldBack.Count, "host")} would change, but the change was not made in this portal.", "An administrator must review the list and confirm it.", "policy");
    }

    private static IEnumerable<AttentionItem> OfListeners(EngineReport report) =>
        from listener in report.Listeners
        where listener.TrustsEveryone
        select new AttentionItem(
            IsUrgent: false,
            $"Listener {listener.Name} trusts PROXY headers from anyone.",
            "Anyone who can reach the port can claim any link ID. Add the load balancer's networks to its TrustedSources.",
            "listeners");

    /// <summary>Whatever is behind it receives nothing. Only people who run the service may see these items.</summary>
    private static IEnumerable<AttentionItem> OfTotal(OperationsFacts? operations)
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
    private static IEnumerable<AttentionItem> OfOperations(OperationsFacts? operations)
    {
        if (operations is null) yield break;
        foreach (var (listener, missing) in operations.Listeners.Select(listener => (listener, listener.Of(Reason.HeaderMissing))).Where(each => each.Item2 >= FewestDenials))
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
        if (operations.Records.Error is { } error)
            yield return new(IsUrgent: true, "Connections cannot be stored.", $"{error} They are kept in memory while there is room.", "history");
    }

    /// <summary>Items that cannot be mended, or that a person chose.</summary>
    private static IEnumerable<AttentionItem> OfPast(OperationsFacts? operations)
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

    private static IEnumerable<AttentionItem> OfResources(IReadOnlyList<ResourceRow> resources) =>
        from resource in resources
        where ResourceTable.NobodyCanConnect(resource)
        select new AttentionItem(
            IsUrgent: true,
            $"No client can connect to {SafeText.Of(resource.Host)}.",
            "It is enforced, but it lists no enabled private endpoint.",
            $"resources/{resource.Id}");

    /// <summary>A client can ask for another host of the same upstream. An upstream that receives the authorised name can refuse it.</summary>
    private static IEnumerable<AttentionItem> OfSharedUpstreams(IReadOnlyList<ResourceRow> resources) =>
        from resource in resources
        where resource is { Enabled: true, UpstreamIsTold: false, Mode: not ResourceMode.Open }
        group resource by resource.Upstream into upstream
        where upstream.Select(LinksOf).Distinct().Count() > 1
        select new AttentionItem(
            IsUrgent: false,
            $"{Quantity.Count(upstream.Count(), "host")} with different links share the upstream {SafeText.Of(upstream.Key)}, which does not receive the authorised host name.",
            "A client of one host can ask the upstream for another. Send the upstream the authorised host and let it check, or give each host its own upstream.",
            "resources");

    private static string LinksOf(ResourceRow resource) =>
        string.Join(' ', resource.Links.Where(link => link.Enabled).Select(link => $"{link.Service}/{link.LinkId}").Order(StringComparer.Ordinal));

    /// <summary>
    /// Open is an explicit choice, so it is an item but not an alarm. The next step is the host's trial if a link is listed,
    /// or otherwise the first private endpoint.
    /// </summary>
    private static IEnumerable<AttentionItem> OfPublic(IReadOnlyList<ResourceRow> resources, bool isOurs)
    {
        foreach (var hosts in resources.Where(resource => resource is { Mode: ResourceMode.Open, Enabled: true }).ToLookup(resource => resource.Links.Any(link => link.Enabled)))
        {
            var names = $"{string.Join(", ", hosts.Take(3).Select(resource => SafeText.Of(resource.Host)))}{(hosts.Count() > 3 ? " …" : "")}";
            yield return hosts.Key
                ? new(IsUrgent: false, $"{Quantity.Count(hosts.Count(), "host")} open to the internet.",
                    $"{names}: preview what enforcing would block, then enforce on trial.", hosts.Count() == 1 ? $"resources/{hosts.First().Id}#enforcing" : "resources")
                : new(IsUrgent: false, $"{Quantity.Count(hosts.Count(), "host")} open to the internet, without a private endpoint.",
                    isOurs ? $"{names}: if only private links should connect, their customers must set up a first endpoint." : $"{names}: if only private links should connect, set up your first endpoint.",
                    isOurs ? "resources" : "connect");
        }
    }

    /// <summary>Hosts and endpoints that went silent. If there are many, they have one cause, so only the largest are named.</summary>
    private static IEnumerable<AttentionItem> OfOutages(IReadOnlyList<Outage> outages, bool isForTenant, Func<ConnectionView, TroubleNow> nowOf)
    {
        foreach (var outage in outages.OrderByDescending(outage => outage.Count).Take(MostPatterns))
            yield return OfOutage(outage, isForTenant, outage.Cause is { } cause ? nowOf(cause) : TroubleNow.NotKnown);
        if (outages.Count - MostPatterns is > 0 and var more)
            yield return new(
                IsUrgent: false,
                $"{Quantity.Count(more, "more host or endpoint", "more hosts and endpoints")} stopped delivering connections.",
                "Look for a common cause first: an upstream, a listener, or the last policy change.",
                ConnectionQuery.Href("connections", ConnectionFilter.Of(FilterField.Outcome, DeniedCode, FailedCode)))
            {
                Rank = AttentionRank.DeliversNothing,
            };
    }

    private static AttentionItem OfOutage(Outage outage, bool isForTenant, TroubleNow now)
    {
        var place = outage.Link is { } own ? $"Endpoint {SafeText.Of(own)}" : SafeText.Of(outage.Host ?? "");
        var through = outage.Link is null && outage.Cause?.LinkId is { } link ? $" on {SafeText.Of(link.ToString())}" : "";
        return new(
            IsUrgent: !now.IsMended,
            $"{place} stopped delivering connections: {outage.Why.Title}{through}{now.By}.",
            now.IsMended ? TroubleNow.Mended : RemedyOf(outage.Why, isForTenant, now),
            ConnectionQuery.Href("connections", Narrowed(ConnectionFilter.Of(FilterField.Outcome, DeniedCode, FailedCode), outage.Host, outage.Link, outage.Listener)))
        {
            Rank = now.IsMended ? AttentionRank.Ended : AttentionRank.DeliversNothing,
            When = new(outage.Count, outage.Since, outage.Last),
        };
    }

    /// <summary>The most frequent denials and failures of the same kind to the same host, if a person can fix them. A host is named once for each reason.</summary>
    private static IEnumerable<AttentionItem> OfPatterns(TroubleReport troubles, Outcome outcome, bool isForTenant, Func<ConnectionView, TroubleNow> nowOf)
    {
        var ranks =
            from pattern in isForTenant ? Merged(troubles.Patterns) : troubles.Patterns
            where pattern.Outcome == outcome && pattern.Count >= FewestDenials
            where !troubles.Outages.Any(outage => outage.Host is not null && outage.Host == pattern.Host && outage.Why == pattern.Description)
            where isForTenant || pattern.Description != ReasonTable.Describe(Reason.HeaderMissing) // the line of the listener says so
            let now = pattern.Newest is { } newest ? nowOf(newest) : TroubleNow.NotKnown
            group (Pattern: pattern, Now: now) by now.IsMended ? AttentionRank.Ended : RankOf(pattern.Description, isForTenant);
        var (more, count, last) = (0, 0L, default(DateTimeOffset));
        foreach (var rank in ranks)
        {
            var ordered = rank.OrderByDescending(each => each.Pattern.Count).ToList();
            foreach (var (pattern, now) in ordered.Take(MostPatterns))
                yield return OfPattern(pattern, isForTenant, now) with { Rank = rank.Key, When = AttentionTime.Recent(pattern.Count, pattern.Last) };
            foreach (var (pattern, _) in ordered.Skip(MostPatterns)) (more, count, last) = (more + 1, count + pattern.Count, pattern.Last > last ? pattern.Last : last);
        }

        var isFailure = outcome == Outcome.Failed;
        if (more > 0)
            yield return new(
                IsUrgent: false,
                isFailure ? $"{Quantity.Count(more, "more kind of failure", "more kinds of failures")}." : $"{Quantity.Count(more, "more kind of denial", "more kinds of denials")}.",
                "Open the list to see which.",
                ConnectionQuery.Href("connections", ConnectionFilter.Of(outcome)))
            {
                Rank = AttentionRank.More,
                When = AttentionTime.Recent(count, last),
            };
    }

    /// <summary>A tenant's items name no listener, so the same trouble of one host on several listeners is one item.</summary>
    private static IEnumerable<TroublePattern> Merged(IEnumerable<TroublePattern> patterns) =>
        from pattern in patterns
        group pattern by (pattern.Outcome, pattern.Description, pattern.Host, Listener: pattern.Host is null ? pattern.Listener : null) into same
        select same.First() with
        {
            Listener = same.Count() == 1 ? same.First().Listener : null,
            Count = same.Sum(pattern => pattern.Count),
            Last = same.Max(pattern => pattern.Last),
            Newest = same.MaxBy(pattern => pattern.Last)!.Newest,
        };

    private static AttentionItem OfPattern(TroublePattern pattern, bool isForTenant, TroubleNow now)
    {
        var isFailure = pattern.Outcome == Outcome.Failed;
        var place = pattern.Host is not { } host ? $"listener {pattern.Listener}" : isForTenant ? SafeText.Of(host) : $"{SafeText.Of(host)}, listener {pattern.Listener}";
        return new(
            IsUrgent: !now.IsMended && (isFailure || IsTotal(pattern.Description)),
            isFailure ? $"Allowed but not delivered, to {place}: {pattern.Description.Title}." : $"Denials on {place}: {pattern.Description.Title}.",
            now.IsMended ? TroubleNow.Mended : RemedyOf(pattern.Description, isForTenant, now),
            ConnectionQuery.Href("connections", Narrowed(
                ConnectionFilter.Of(pattern.Outcome).Including(isFailure ? FilterField.Ending : FilterField.Reason, pattern.Description.Code), pattern.Host, link: null, pattern.Listener)));
    }

    private static ConnectionFilter Narrowed(ConnectionFilter filter, string? host, string? link, string? listener)
    {
        if (host is not null) filter = filter.Including(FilterField.Host, host);
        if (link is not null) filter = filter.Including(FilterField.Link, link);
        return listener is null ? filter : filter.Including(FilterField.Listener, listener);
    }

    private static AttentionRank RankOf(ReasonDescription description, bool isForTenant) =>
        IsTotal(description) ? AttentionRank.DeliversNothing
        : description.Actor == (isForTenant ? Actor.Customer : Actor.Company) ? AttentionRank.OursToMend : AttentionRank.Rest;

    /// <summary>A disabled host denies every connection.</summary>
    private static bool IsTotal(ReasonDescription description) => description.Code == ReasonTable.CodeOf(Reason.HostDisabled);

    /// <summary>The company's list contains items for itself and for customers, so each one says who must act.</summary>
    private static string RemedyOf(ReasonDescription description, bool isForTenant, TroubleNow now)
    {
        if (DisabledRemedy.Is(description) && now.Disabled is null) return DisabledRemedy.OfReason;
        var remedy = now.Disabled is { } disabled ? ReadersRemedy.OfDisabled(description, disabled, isCompany: !isForTenant) : ReadersRemedy.Of(description, isCompany: !isForTenant);
        return remedy is null ? "" : isForTenant ? remedy.Sentence : $"{remedy.Lead} {remedy.Text}";
    }
}
