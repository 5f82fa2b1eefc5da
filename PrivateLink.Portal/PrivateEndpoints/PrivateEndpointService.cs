using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Manages private endpoints after their setup.</summary>
public sealed class PrivateEndpointService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, IOptions<EngineOptions> engine, TimeProvider time)
{
    /// <summary>A link without traffic for this long is probably forgotten.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromDays(30);

    /// <summary>The most names to read at once, because everyone who presses Ctrl K reads them all.</summary>
    public const int MostNames = 5_000;

    public const string NameField = "Name";
    public const string ReasonField = "Reason";

    [Requires(Permission.ViewPrivateEndpoints)]
    public async Task<IReadOnlyList<PrivateEndpointRow>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPrivateEndpoints);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var traffic = EndpointTraffic.All(context);
        var rows = await context.PrivateEndpoints.AsNoTracking().VisibleTo(caller)
            .Select(endpoint => new
            {
                Endpoint = endpoint,
                Tenant = endpoint.Tenant!.Name,
                endpoint.Tenant.Suspended,
                endpoint.Service,
                LastSeen = traffic.Where(seen => seen.Endpoint.Id == endpoint.Id).Max(seen => (DateTime?)seen.Observation.LastSeen),

                LastReason = traffic.Where(seen => seen.Endpoint.Id == endpoint.Id).OrderByDescending(seen => seen.Observation.LastSeen)
                    .Select(seen => (Reason?)seen.Observation.LastReason).FirstOrDefault(),

                // A link ID that was the tenant's and is used again. A tenant sees this only on its own hosts, because other traffic is another
                // tenant's; the company sees all.
                CameBack = endpoint.State == PrivateEndpointState.Retired && endpoint.Claim >= ClaimLevel.Matched && (caller.IsCompany
                    ? context.LinkObservations.Any(link => link.LinkId == endpoint.LinkId && link.Cloud == endpoint.Cloud && link.LastSeen > endpoint.RetiredAt
                        && (link.Service == "" || link.Service == endpoint.Service!.NormalizedName))
                    : traffic.Any(seen => seen.Endpoint.Id == endpoint.Id && seen.Observation.LastSeen > endpoint.RetiredAt)),
            })
            .ToListAsync(cancellationToken);
        var hosts = await HostsAsync(context, cancellationToken);
        var served = engine.Value.Listeners.Values.Select(listener => listener.Service).OfType<string>().Select(NormalizedText.Of).ToHashSet(StringComparer.Ordinal);
        var now = time.GetUtcNow().UtcDateTime;
        var list = rows.ConvertAll(row => new PrivateEndpointRow(
            row.Endpoint.Id,
            EndpointTitle.Of(row.Endpoint, row.Service!, [.. hosts[row.Endpoint.Id].Select(host => host.Name)]),
            row.Tenant,
            row.Endpoint.Cloud,
            row.Endpoint.Region.Length > 0 ? row.Endpoint.Region : row.Service!.Region,
            row.Endpoint.LinkId,
            row.Endpoint.State,
            row.Endpoint.Claim,
            row.Endpoint.Enabled,
            [.. hosts[row.Endpoint.Id].Select(host => host.Name)],
            hosts[row.Endpoint.Id].Count(host => host.IsReached),
            row.LastSeen,
            row.Endpoint.State == PrivateEndpointState.Verified && now - (row.LastSeen ?? row.Endpoint.VerifiedAt) >= Stale,
            row.CameBack)
        {
            WaitsForListener = row.Endpoint.State is PrivateEndpointState.AwaitingTraffic or PrivateEndpointState.Expired && !served.Contains(row.Service!.NormalizedName),
            LastReason = row.LastReason,
            IsSuspended = row.Suspended,
        });
        return [.. list.OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Id)];
    }

    /// <summary>The names and link IDs of the endpoints in use, for the search. At most <see cref="MostNames"/>, the newest.</summary>
    [Requires(Permission.ViewPrivateEndpoints)]
    public async Task<IReadOnlyList<EndpointName>> NamesAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPrivateEndpoints);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.PrivateEndpoints.VisibleTo(caller)
            .Where(endpoint => endpoint.State != PrivateEndpointState.Retired)
            .OrderByDescending(endpoint => endpoint.CreatedAt)
            .Take(MostNames)
            .Select(endpoint => new EndpointName(endpoint.Id, endpoint.Name, endpoint.Reference, endpoint.LinkId, endpoint.Tenant!.Name, endpoint.Cloud))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Separate queries, because SQLite cannot collect rows inside a row.</summary>
    private static async Task<ILookup<Guid, ListedHost>> HostsAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var listed = await context.AllowedLinks
            .Join(context.Resources, link => link.ResourceId, resource => resource.Id, (link, resource) => new { link.PrivateEndpointId, link.ResourceId, resource.Host })
            .OrderBy(link => link.Host)
            .ToListAsync(cancellationToken);
        var reached = await EndpointTraffic.SinceSetUp(context)
            .Select(seen => new { PrivateEndpointId = seen.Endpoint.Id, seen.Observation.ResourceId })
            .Distinct()
            .ToListAsync(cancellationToken);
        var pairs = reached.Select(seen => (seen.PrivateEndpointId, seen.ResourceId)).ToHashSet();
        return listed.ToLookup(link => link.PrivateEndpointId, link => new ListedHost(link.Host, pairs.Contains((link.PrivateEndpointId, link.ResourceId))));
    }

    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> RenameAsync(Caller caller, Guid id, FieldEdit name, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, AuditAction.PrivateEndpointChanged, (endpoint, _) =>
        {
            if (name.Yours.Length is 0 or > PrivateEndpoint.NameLength) return PrivateEndpointRows.Mistake(NameField, $"Give it a name of 1 to {PrivateEndpoint.NameLength} characters.");
            if (!EndpointTitle.IsMade(endpoint, endpoint.Service!) && name.IsOvertakenBy(endpoint.Name))
                return PrivateEndpointRows.Overtaken(endpoint, new FieldDifference("Name", name.Yours, endpoint.Name));
            endpoint.Name = name.Yours;
            return null;
        }, cancellationToken);

    /// <summary>
    /// Disables the endpoint for all hosts, which closes its open connections, or enables it. If the company disables it, this applies to all of the
    /// tenant's rows of the link. Only the company can then enable them, even rows that the tenant had disabled.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="id">The endpoint.</param>
    /// <param name="enabled">Whether to enable it.</param>
    /// <param name="reason">Why the company disables it; the tenant reads it. Not needed from a tenant, or to enable it.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> SwitchAsync(Caller caller, Guid id, bool enabled, string reason = "", CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.PrivateEndpointSwitched, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return Gone;
            if (enabled && endpoint.IsHeldFrom(caller)) return Held(endpoint);
            if (!enabled && CompanySwitch.ReasonErrorOf(caller, reason) is { } error) return PrivateEndpointRows.Mistake(ReasonField, error);
            var given = caller.IsCompany && !enabled ? reason.Trim() : null;
            var before = PrivateEndpointRows.FactsOf(endpoint);
            var hosts = new List<Resource>();
            foreach (var row in await CompanySwitch.TurnsAsync(context, caller, endpoint, enabled, cancel))
            {
                row.Turn(caller, enabled);
                if (!enabled) row.KeepOff(caller);
                hosts.AddRange(await PrivateEndpointRows.HostsAsync(context, row, cancel));
            }

            hosts = [.. hosts.DistinctBy(host => host.Id)];
            return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint, given))
            {
                PolicySummary = PrivateEndpointRows.PolicySummary(endpoint, hosts, enabled ? "enabled" : given is null ? "disabled" : $"disabled (reason: {given})"),
                Touched = PrivateEndpointRows.Touched(hosts),
                TouchesShared = true,
            };
        }, about: id, cancellationToken);

    /// <summary>The enforced hosts that would lose clients through <see cref="SwitchAsync"/>, by the key of their resource.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public async Task<IReadOnlyDictionary<Guid, string>> CutBySwitchAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditPrivateEndpoints);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancellationToken) is not { } endpoint) return new Dictionary<Guid, string>();
        var turned = await CompanySwitch.TurnsAsync(context, caller, endpoint, enabled: false, cancellationToken);
        var rows = turned.Where(row => row.Enabled).Select(row => row.Id).ToList();
        return await context.Resources
            .Where(resource => resource.Mode == ResourceMode.Enforce && context.AllowedLinks.Any(link => link.ResourceId == resource.Id && rows.Contains(link.PrivateEndpointId)))
            .ToDictionaryAsync(resource => resource.Id, resource => resource.Host, cancellationToken);
    }

    /// <summary>Retires the endpoint: no host lists it any more. Its link ID is remembered, so that the portal notices if it is used again.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> RetireAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        LeaveAsync(caller, id, AuditAction.PrivateEndpointRetired, "retired", keepHosts: false, (endpoint, now) =>
        {
            endpoint.State = PrivateEndpointState.Retired;
            endpoint.RetiredAt = now;
        }, cancellationToken);

    /// <summary>Releases the link ID and keeps the rest, because the ID was wrong or belongs to another tenant.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> ReleaseAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        LeaveAsync(caller, id, AuditAction.PrivateEndpointReleased, "released", keepHosts: true, (endpoint, _) =>
        {
            endpoint.LinkId = null;
            endpoint.Claim = ClaimLevel.None;
            endpoint.ClaimedAt = null;
            endpoint.VerifiedAt = null;
            (endpoint.Approval, endpoint.ApprovalBy, endpoint.ApprovalAt, endpoint.ApprovalMessage) = (null, null, null, null);
            endpoint.State = PrivateEndpointState.Draft;
        }, cancellationToken);

    private Task<SaveResult> LeaveAsync(
        Caller caller, Guid id, AuditAction action, string what, bool keepHosts, Action<PrivateEndpoint, DateTime> change, CancellationToken cancellationToken) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, action, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return Gone;
            if (await CompanySwitch.HoldsAsync(context, caller, endpoint, cancel)) return Held(endpoint);
            var before = PrivateEndpointRows.FactsOf(endpoint);
            var hosts = await PrivateEndpointRows.HostsAsync(context, endpoint, cancel);
            var summary = PrivateEndpointRows.PolicySummary(endpoint, hosts, what);
            if (!keepHosts) context.RemoveRange(await context.AllowedLinks.Where(link => link.PrivateEndpointId == id).ToListAsync(cancel));
            change(endpoint, time.GetUtcNow().UtcDateTime);
            return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint))
            {
                PolicySummary = summary,
                Touched = PrivateEndpointRows.Touched(hosts),
                TouchesShared = true,
            };
        }, about: id, cancellationToken);

    private Task<SaveResult> ChangeAsync(
        Caller caller, Guid id, AuditAction action, Func<PrivateEndpoint, DateTime, Edit?> change, CancellationToken cancellationToken) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, action, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return Gone;
            var before = PrivateEndpointRows.FactsOf(endpoint);
            return change(endpoint, time.GetUtcNow().UtcDateTime) is { } mistake
                ? mistake
                : new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint));
        }, about: id, cancellationToken);

    private static Edit.Refusal Held(PrivateEndpoint endpoint) => PrivateEndpointRows.Held(endpoint, NameField);

    private static Edit.Mistake Gone => PrivateEndpointRows.Mistake(NameField, "This private endpoint is retired.");

    /// <param name="IsReached">Whether it was reached through the endpoint since the endpoint was set up.</param>
    private readonly record struct ListedHost(string Name, bool IsReached);
}
