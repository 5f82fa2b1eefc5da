using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Upstreams;

/// <summary>The company's own addresses behind the hosts.</summary>
public sealed class UpstreamService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, AddressProbe probe)
{
    private const int ShownHosts = 10;

    /// <summary>All upstreams by name, with the hosts that use each one.</summary>
    [Requires(Permission.ViewUpstreams)]
    public async Task<IReadOnlyList<UpstreamRow>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewUpstreams);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var upstreams = await context.Upstreams.AsNoTracking().OrderBy(upstream => upstream.NormalizedName).ToListAsync(cancellationToken);
        return await WithHostsAsync(context, upstreams, cancellationToken);
    }

    /// <returns>Null if there is no such upstream.</returns>
    [Requires(Permission.ViewUpstreams)]
    public async Task<UpstreamRow?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewUpstreams);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var upstreams = await context.Upstreams.AsNoTracking().Where(upstream => upstream.Id == id).ToListAsync(cancellationToken);
        return (await WithHostsAsync(context, upstreams, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Tries each address of a draft now, from this machine. Invalid addresses are skipped, because the form reports them.</summary>
    [Requires(Permission.EditUpstreams)]
    public async Task<IReadOnlyList<AddressAnswer>> CheckAsync(Caller caller, UpstreamDraft draft, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditUpstreams);
        return await Task.WhenAll(UpstreamForm.Read(draft).Addresses.Take(UpstreamForm.MostAddresses).Select(address => probe.TryAsync(address, cancellationToken)));
    }

    [Requires(Permission.EditUpstreams)]
    public Task<SaveResult> CreateAsync(Caller caller, UpstreamDraft draft, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditUpstreams, AuditAction.UpstreamCreated, async (context, cancel) =>
        {
            if (await FindMistakeAsync(context, draft, existing: null, cancel) is { } mistake) return mistake;
            var upstream = new Upstream { Name = draft.Name.Trim() };
            Apply(upstream, draft);
            context.Upstreams.Add(upstream);
            return new Edit.Change(AuditTarget.Of(upstream), Before: null, FactsOf(upstream));
        }, about: null, cancellationToken);

    /// <summary>Updates an upstream. Its hosts use the new addresses from their next connection; open connections stay.</summary>
    [Requires(Permission.EditUpstreams)]
    public Task<SaveResult> UpdateAsync(Caller caller, Guid id, int version, UpstreamDraft draft, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditUpstreams, AuditAction.UpstreamChanged, async (context, cancel) =>
        {
            if (await context.Upstreams.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } upstream) return new Edit.Mistake(new SaveResult.NotFound());
            if (upstream.Version != version) return new Edit.Mistake(SaveResult.Conflict.With(upstream, "upstream", UpstreamDifference.Between(draft, DraftOf(upstream))));
            if (await FindMistakeAsync(context, draft, id, cancel) is { } mistake) return mistake;

            var before = FactsOf(upstream);
            upstream.Name = draft.Name.Trim();
            Apply(upstream, draft);

            // Addresses are separate rows. A change of addresses must also count as a change of the upstream.
            if (context.ChangeTracker.HasChanges()) context.Entry(upstream).State = EntityState.Modified;
            var users = context.Resources.Where(resource => resource.UpstreamId == id);
            var isUsed = await users.AnyAsync(cancel);
            return new Edit.Change(AuditTarget.Of(upstream), before, FactsOf(upstream))
            {
                PolicySummary = isUsed && context.ChangeTracker.HasChanges() ? $"Upstream {upstream.Name}: {string.Join(", ", upstream.Addresses)}" : null,
                Touched = isUsed ? await TouchedResources.OfAsync(users, cancel) : null,
                TouchesShared = true,
            };
        }, about: id, cancellationToken);

    /// <summary>Removes an upstream that no host uses.</summary>
    [Requires(Permission.EditUpstreams)]
    public Task<SaveResult> DeleteAsync(Caller caller, Guid id, int version, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditUpstreams, AuditAction.UpstreamDeleted, async (context, cancel) =>
        {
            if (await context.Upstreams.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } upstream) return new Edit.Mistake(new SaveResult.NotFound());
            if (upstream.Version != version) return new Edit.Mistake(SaveResult.Conflict.With(upstream, "upstream", []));
            if (await context.Resources.CountAsync(resource => resource.UpstreamId == id, cancel) is > 0 and var count)
                return new Edit.Mistake(new SaveResult.Refused(Permission.EditUpstreams, $"{(count == 1 ? "1 host uses" : $"{count} hosts use")} this upstream. Give them another one first. Nothing was deleted."));
            context.Upstreams.Remove(upstream);
            return new Edit.Change(AuditTarget.Of(upstream), FactsOf(upstream), After: null);
        }, about: id, cancellationToken);

    private static async Task<Edit.Mistake?> FindMistakeAsync(PortalDbContext context, UpstreamDraft draft, Guid? existing, CancellationToken cancellationToken)
    {
        var form = UpstreamForm.Read(draft);
        if (form.Errors.Count > 0) return new Edit.Mistake(new SaveResult.Invalid(form.Errors));
        var name = NormalizedText.Of(draft.Name);
        return await context.Upstreams.AnyAsync(upstream => upstream.NormalizedName == name && upstream.Id != existing, cancellationToken)
            ? new Edit.Mistake(new SaveResult.Invalid(new Dictionary<string, string> { [nameof(draft.Name)] = "Another upstream has this name." }))
            : null;
    }

    /// <summary>Unchanged addresses keep their rows, so that the audit log and the database show only real changes.</summary>
    private static void Apply(Upstream upstream, UpstreamDraft draft)
    {
        upstream.SendProxyHeader = draft.SendProxyHeader;
        var wanted = UpstreamForm.Read(draft).Addresses;
        foreach (var gone in upstream.Addresses.Where(row => !wanted.Any(address => IsAt(row, address))).ToList()) upstream.Addresses.Remove(gone);
        foreach (var address in wanted.Where(address => !upstream.Addresses.Any(row => IsAt(row, address))))
            upstream.Addresses.Add(new UpstreamAddress { Host = address.Host, Port = address.Port });
    }

    private static bool IsAt(UpstreamAddress row, Protocol.Policy.UpstreamAddress address) => row.Host == address.Host && row.Port == address.Port;

    private static async Task<IReadOnlyList<UpstreamRow>> WithHostsAsync(PortalDbContext context, List<Upstream> upstreams, CancellationToken cancellationToken)
    {
        var ids = upstreams.ConvertAll(upstream => upstream.Id);
        var hosts = (await context.Resources
                .Where(resource => ids.Contains(resource.UpstreamId))
                .GroupBy(resource => resource.UpstreamId)
                .Select(users => new
                {
                    Upstream = users.Key,
                    Count = users.Count(),
                    First = users.OrderBy(resource => resource.Host).Take(ShownHosts).Select(resource => new UpstreamHost(resource.Id, resource.Host)).ToList(),
                })
                .ToListAsync(cancellationToken))
            .ToDictionary(users => users.Upstream);
        return upstreams.ConvertAll(upstream => hosts.TryGetValue(upstream.Id, out var users)
            ? new UpstreamRow(upstream.Id, upstream.Version, DraftOf(upstream), users.First, users.Count)
            : new UpstreamRow(upstream.Id, upstream.Version, DraftOf(upstream), [], 0));
    }

    private static UpstreamDraft DraftOf(Upstream upstream) => new()
    {
        Name = upstream.Name,
        Addresses = string.Join('\n', upstream.Addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal)),
        SendProxyHeader = upstream.SendProxyHeader,
    };

    private static object FactsOf(Upstream upstream) => new
    {
        upstream.Name,
        Addresses = upstream.Addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal).ToList(),
        upstream.SendProxyHeader,
    };
}
