using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Portal.Connectivity;

/// <summary>Finds the tenants that a typed name may mean: a tenant, host, endpoint or link ID, or a part of one. Every query has a limit.</summary>
public sealed class ConnectivitySearch(IDbContextFactory<PortalDbContext> contexts, IPolicySource policies, LiveConnections live)
{
    public const int Most = 8;

    /// <summary>The length of the longest name.</summary>
    public const int LongestName = ConnectionRecord.HostLength;

    /// <summary>How many connections without a tenant to search for a name.</summary>
    internal const int MostSearched = 20_000;

    /// <summary>The highest number of connections for unknown names that is counted exactly.</summary>
    internal const int MostCounted = 1_000;

    /// <summary>How many entries of the audit log to search for a name.</summary>
    internal const int MostEntries = 50_000;

    /// <summary>How many host names to search for similar spelling.</summary>
    internal const int MostNames = 500_000;

    /// <summary>The shortest word, and how many words, to search one by one.</summary>
    private const int ShortestWord = 3;

    private const int MostWords = 4;

    private const string Escape = "\\";

    [Requires(Permission.ViewConnections)]
    public async Task<ConnectivityFound> FindAsync(Caller caller, string text, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        text = text.Trim();
        if (text.Length is 0 or > LongestName) return ConnectivityFound.Nothing;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var matches = await MatchesAsync(context, caller, text, cancellationToken);
        if (matches.Count == 0 && SearchWords.Of(text) is var name && name != text)
        {
            text = name;
            matches = await MatchesAsync(context, caller, text, cancellationToken);
        }

        if (matches.Count == 0) matches = await MatchesOfWordsAsync(context, caller, text, cancellationToken);
        if (matches.Count > 0) return new(matches, [], null);
        var near = await NearAsync(context, caller, text, cancellationToken);
        var typed = FormOf(text);
        if (!caller.IsCompany) return new([], near, null) { Typed = typed };
        var unknown = typed switch
        {
            ConnectivityTyped.Link => await UnknownLinkAsync(context, text, cancellationToken),
            ConnectivityTyped.Host when ServerName.TryNormalize(text, out var host) => await UnknownHostAsync(context, host, cancellationToken),
            _ => null,
        };
        return new([], near, unknown) { Typed = typed, Asked = unknown is null ? await AskedAsync(context, text.ToLowerInvariant(), cancellationToken) : [] };
    }

    /// <summary>What belongs to the tenants that match the most words of the text, such as "Megacorp prod".</summary>
    private static async Task<List<ConnectivityMatch>> MatchesOfWordsAsync(PortalDbContext context, Caller caller, string text, CancellationToken cancellationToken)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= ShortestWord).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords).ToList();
        if (words.Count < 2) return [];
        var found = new List<(string Word, ConnectivityMatch Match)>();
        foreach (var word in words) found.AddRange((await MatchesAsync(context, caller, word, cancellationToken)).Select(match => (word, match)));
        if (found.Count == 0) return [];
        var tenants = found.GroupBy(match => match.Match.TenantId).Select(tenant => (tenant.Key, Words: tenant.DistinctBy(match => match.Word).Count())).ToList();
        var best = tenants.Where(tenant => tenant.Words == tenants.Max(each => each.Words)).Select(tenant => tenant.Key).ToHashSet();
        return [.. found.Select(match => match.Match).Where(match => best.Contains(match.TenantId)).Distinct().Take(Most)];
    }

    private static async Task<List<ConnectivityMatch>> MatchesAsync(PortalDbContext context, Caller caller, string text, CancellationToken cancellationToken)
    {
        var (lower, normalized) = (text.ToLowerInvariant(), NormalizedText.Of(text));
        var pattern = $"%{text.Replace(Escape, @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
        var tenants = await context.Tenants.VisibleTo(caller).Where(tenant => tenant.NormalizedName.Contains(normalized))
            .OrderBy(tenant => tenant.Name.Length).Take(Most).Select(tenant => new { tenant.Id, tenant.Name }).ToListAsync(cancellationToken);
        var hosts = await context.Resources.VisibleTo(caller).Where(resource => resource.Host.Contains(lower) || resource.Aliases.Any(alias => alias.Host.Contains(lower)))
            .OrderBy(resource => resource.Host.Length).Take(Most).Select(resource => new { resource.TenantId, Tenant = resource.Tenant!.Name, resource.Host }).ToListAsync(cancellationToken);
        var endpoints = await context.PrivateEndpoints.VisibleTo(caller)
            .Where(endpoint => endpoint.State != PrivateEndpointState.Retired && ((endpoint.LinkId != null && endpoint.LinkId.Contains(text)) || EF.Functions.Like(endpoint.Name, pattern, Escape)))
            .OrderBy(endpoint => endpoint.CreatedAt).Take(Most)
            .Select(endpoint => new { endpoint.TenantId, Tenant = endpoint.Tenant!.Name, endpoint.Name, endpoint.LinkId }).ToListAsync(cancellationToken);
        return
        [
            .. tenants.Select(tenant => new ConnectivityMatch(tenant.Id, tenant.Name, ConnectivityMatchKind.Tenant, tenant.Name)),
            .. hosts.Select(host => new ConnectivityMatch(host.TenantId, host.Tenant, ConnectivityMatchKind.Host, host.Host)),
            .. endpoints.Select(endpoint => new ConnectivityMatch(
                endpoint.TenantId, endpoint.Tenant, ConnectivityMatchKind.Endpoint,
                endpoint.Name.Length == 0 ? endpoint.LinkId ?? "" : endpoint.LinkId is null ? endpoint.Name : $"{endpoint.Name} ({endpoint.LinkId})")),
        ];
    }

    /// <summary>Names of tenants and hosts, and first labels of hosts, that differ from the typed text in one place.</summary>
    private async Task<IReadOnlyList<ConnectivityMatch>> NearAsync(PortalDbContext context, Caller caller, string text, CancellationToken cancellationToken)
    {
        var lower = text.ToLowerInvariant();
        var tenants = await context.Tenants.VisibleTo(caller).Select(tenant => new { tenant.Id, tenant.Name }).ToDictionaryAsync(tenant => tenant.Id, tenant => tenant.Name, cancellationToken);
        var names = from resource in policies.Current?.Resources ?? []
                    where caller.Sees(resource.TenantId) && tenants.ContainsKey(resource.TenantId)
                    from name in resource.Names
                    select (resource.TenantId, Name: name);
        var hosts = names.Take(MostNames).Where(host => !cancellationToken.IsCancellationRequested && SimilarNames.IsNear(host.Name, lower))
            .Select(host => new ConnectivityMatch(host.TenantId, tenants[host.TenantId], ConnectivityMatchKind.Host, host.Name));

        // This search can take long with many hosts, and would block the circuit.
        return await Task.Run<IReadOnlyList<ConnectivityMatch>>(() =>
        [
            .. tenants.Where(tenant => SimilarNames.IsSimilar(tenant.Value.ToLowerInvariant(), lower))
                .Select(tenant => new ConnectivityMatch(tenant.Key, tenant.Value, ConnectivityMatchKind.Tenant, tenant.Value))
                .Concat(hosts).Take(Most),
        ], cancellationToken);
    }

    private static ConnectivityTyped FormOf(string text) =>
        KnownClouds.All.Any(cloud => cloud.LinkIds.IsLinkId(text)) ? ConnectivityTyped.Link
        : ServerName.TryNormalize(text, out var host) && host.Contains('.', StringComparison.Ordinal) ? ConnectivityTyped.Host
        : ConnectivityTyped.Text;

    /// <summary>Names that clients ask for before a host exists, from memory and from the newest stored connections without a tenant.</summary>
    private async Task<IReadOnlyList<AskedName>> AskedAsync(PortalDbContext context, string lower, CancellationToken cancellationToken)
    {
        var records = await context.ConnectionRecords.AsNoTracking().Where(record => record.TenantId == null)
            .OrderByDescending(record => record.Id).Take(MostSearched).Where(record => record.Reason == Reason.NameUnknown && record.Host != null && record.Host.Contains(lower))
            .OrderByDescending(record => record.Id).Take(MostCounted)
            .Select(record => new { record.Id, record.Host }).ToListAsync(cancellationToken);
        var fresh = live.Entries(
            Caller.Company(PortalDbContext.Portal), entry => entry.Decision is { Reason: Reason.NameUnknown, Host: { } host } && host.Contains(lower, StringComparison.Ordinal), MostCounted);
        var isCut = records.Count == MostCounted || fresh.Count == MostCounted;
        return
        [
            .. fresh.Select(entry => (entry.Decision.Id, Host: entry.Decision.Host!)).Concat(records.Select(record => (record.Id, Host: record.Host!)))
                .DistinctBy(asked => asked.Id).GroupBy(asked => asked.Host, StringComparer.Ordinal)
                .Select(host => new AskedName(host.Key, host.Count(), isCut)).OrderByDescending(host => host.Connections).Take(Most),
        ];
    }

    private static async Task<UnknownName> UnknownLinkAsync(PortalDbContext context, string text, CancellationToken cancellationToken)
    {
        var seen = await context.LinkObservations.AsNoTracking().Where(link => link.LinkId == text).OrderByDescending(link => link.LastSeen).FirstOrDefaultAsync(cancellationToken);
        return new(text, IsLink: true)
        {
            Connections = seen?.Connections ?? 0,
            LastSeen = seen?.LastSeen,
            LastHost = seen?.Host,
            WasBefore = await context.PrivateEndpoints.AnyAsync(endpoint => endpoint.LinkId == text, cancellationToken),
        };
    }

    /// <summary>Hosts are renamed but never deleted, so the audit log has the old name.</summary>
    private async Task<UnknownName> UnknownHostAsync(PortalDbContext context, string host, CancellationToken cancellationToken)
    {
        var entries = context.AuditEntries.OrderByDescending(entry => entry.Sequence).Take(MostEntries);
        var was = await entries.AnyAsync(entry => entry.TargetKind == "resource" && entry.TargetName == host && entry.Result == AuditResult.Done, cancellationToken);
        var records = await context.ConnectionRecords.AsNoTracking().Where(record => record.TenantId == null)
            .OrderByDescending(record => record.Id).Take(MostSearched).Where(record => record.Host == host)
            .OrderByDescending(record => record.Id).Take(Most)
            .Select(record => new { record.Id, record.Time, record.Reason, record.LinkId }).ToListAsync(cancellationToken);
        var fresh = live.Entries(Caller.Company(PortalDbContext.Portal), entry => entry.Decision.Host == host, Most);
        var tries = fresh.Select(entry => (entry.Decision.Id, Time: entry.Decision.Time.UtcDateTime, entry.Decision.Reason, Link: entry.Decision.LinkId?.ToString()))
            .Concat(records.Select(record => (record.Id, record.Time, record.Reason, Link: record.LinkId)))
            .DistinctBy(known => known.Id).OrderByDescending(known => known.Id).ToList();
        return new(host, IsLink: false)
        {
            Connections = tries.Count,
            IsAtLeast = tries.Count >= Most,
            LastSeen = tries is [var last, ..] ? last.Time : null,
            LastReason = tries is [var newest, ..] ? ReasonTable.Describe(newest.Reason) : null,
            LastLink = tries is [var through, ..] ? through.Link : null,
            WasBefore = was,
        };
    }
}
