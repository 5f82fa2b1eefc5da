using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>
/// Makes evidence for auditors. Each document adds an audit entry with its checksum. So anyone who has the file and the log can verify it later,
/// without the person who made it.
/// </summary>
public sealed class EvidenceService(
    IDbContextFactory<PortalDbContext> contexts,
    ChangeWriter changes,
    EntryAllowance allowance,
    EvidenceShelf shelf,
    PortalAddress address,
    IOptions<RecordsOptions> records,
    RollUpCounters sums,
    TimeProvider time)
{
    public const string PeriodField = "Period";

    /// <summary>Auditors do not look further back, and reading takes longer with every day.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(800);

    private const int MostMade = 20;

    /// <summary>The available choices and the earlier evidence. Null if the tenant does not exist for the caller.</summary>
    [Requires(Permission.MakeEvidence)]
    public async Task<EvidenceChoices?> ChoicesAsync(Caller caller, Guid? tenantId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.MakeEvidence);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        if (await TenantAsync(context, caller, tenantId, cancellationToken) is not { } tenant) return null;
        var hosts = await context.Resources.VisibleTo(caller).Where(resource => resource.TenantId == tenant.Id)
            .OrderBy(resource => resource.Host)
            .Select(resource => new EvidenceHostChoice(resource.Id, resource.Host))
            .ToListAsync(cancellationToken);
        var made = await context.AuditEntries.AsNoTracking().VisibleTo(caller)
            .Where(entry => entry.TenantId == tenant.Id && entry.Action == AuditAction.EvidenceMade.Code && entry.Result == AuditResult.Done)
            .OrderByDescending(entry => entry.Sequence)
            .Take(MostMade)
            .Select(entry => new { entry.Sequence, entry.Time, entry.Actor, entry.TargetName, entry.After })
            .ToListAsync(cancellationToken);
        return new(tenant.Id, tenant.Name, hosts, made.ConvertAll(entry =>
            new EvidenceRow(entry.Sequence, entry.Time, entry.Actor, entry.TargetName, EvidenceFacts.ChecksumIn(entry.After) ?? "")));
    }

    /// <summary>Makes a document and keeps it until its maker has printed it.</summary>
    [Requires(Permission.MakeEvidence)]
    public async Task<(SaveResult Result, MadeEvidence? Made)> MakeAsync(Caller caller, EvidenceRequest request, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (from, until) = (AsUtc(request.From), AsUtc(request.Until) is var end && end < now ? end : now);
        var tenantId = caller.IsCompany ? request.TenantId : caller.TenantId;
        var counts = caller.May(Permission.MakeEvidence) && tenantId is { } id && ProblemOf(from, until) is null ? await CountAsync(caller, id, from, until, now, cancellationToken) : null;
        if (counts is not null && !allowance.TryTake(caller.PersonId, AuditAction.EvidenceMade))
            return (Mistake(string.Create(CultureInfo.InvariantCulture, $"You have created evidence {EntryAllowance.InTenMinutes} times within ten minutes. Each time adds a permanent audit entry. Try again later.")).Result, null);

        EvidenceDocument? document = null;
        var result = await changes.SaveAsync(caller, Permission.MakeEvidence, AuditAction.EvidenceMade, async (context, cancel) =>
        {
            if (ProblemOf(from, until) is { } problem) return Mistake(problem);
            if (await TenantAsync(context, caller, tenantId, cancel) is not { } tenant) return NotFound(caller, tenantId);
            var resources = await EvidenceState.HostsAsync(context, tenant.Id, request.HostId, cancel);
            if (request.HostId is not null && resources.Count == 0) return NotFound(caller, request.HostId);

            var hosts = new List<EvidenceHost>();
            foreach (var resource in resources) hosts.Add(await EvidenceState.OfAsync(context, caller, resource, counts!.Of(resource.Id), cancel));
            HashSet<Guid>? about = request.HostId is { } hostId ? [hostId, .. hosts.SelectMany(host => host.Endpoints).Select(endpoint => endpoint.Id)] : null;
            if (await EvidenceChanges.ReadAsync(context, caller, tenant.Id, about, from, until, cancel) is not { } entries)
                return Mistake(string.Create(CultureInfo.InvariantCulture, $"The period has more than {EvidenceChanges.Most:N0} changes. Choose a shorter one, or one host."));

            document = new()
            {
                Form = EvidenceDocument.CurrentForm,
                Id = Guid.CreateVersion7(),
                Installation = await context.Installations.Select(installation => installation.Id).FirstOrDefaultAsync(cancel),
                Portal = address.Root,
                MadeAt = now,
                MadeBy = caller.Person,
                Tenant = tenant.Name,
                TenantId = tenant.Id,
                Host = request.HostId is null ? null : hosts[0].Host,
                From = from,
                Until = until,
                NotOnRecord = counts!.Gaps,
                Hosts = hosts,
                Changes = entries,
                Chain = await EvidenceChanges.ChainAsync(context, caller, cancel),
            };
            var target = request.HostId is null ? AuditTarget.Of(tenant) : AuditTarget.Of(resources[0]);
            return new Edit.Change(target, After: EvidenceFacts.Of(document));
        }, about: request.HostId ?? tenantId, cancellationToken);

        if (result is not SaveResult.Saved || document is null) return (result, null);
        var made = await MadeAsync(document, cancellationToken);
        shelf.Put(caller, made);
        return (new SaveResult.Saved(document.Id), made);
    }

    private async Task<EvidenceCounts> CountAsync(Caller caller, Guid tenantId, DateTime from, DateTime until, DateTime now, CancellationToken cancellationToken)
    {
        // Read before the transaction: reading a year of hours takes a while, and the transaction blocks all other saves.
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await EvidenceCounts.ReadAsync(context, tenantId, from, until, records.Value.KeepRollUpDays, sums.BehindFrom?.UtcDateTime, now, cancellationToken);
    }

    private async Task<MadeEvidence> MadeAsync(EvidenceDocument document, CancellationToken cancellationToken)
    {
        var file = document.ToFile();
        var checksum = EvidenceDocument.ChecksumOf(file);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = context.AuditEntries.AsNoTracking().Where(entry => entry.Sequence > document.Chain.Through && entry.TenantId == document.TenantId);
        var entry = (await entries.OrderBy(entry => entry.Sequence).ToListAsync(cancellationToken)).First(entry => EvidenceFacts.ChecksumIn(entry) == checksum);
        return new(document, file, checksum, entry.Sequence, entry.Hash);
    }

    private static async Task<Tenant?> TenantAsync(PortalDbContext context, Caller caller, Guid? tenantId, CancellationToken cancellationToken)
    {
        var id = caller.IsCompany ? tenantId : caller.TenantId;
        return await context.Tenants.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(tenant => tenant.Id == id, cancellationToken);
    }

    private static DateTime AsUtc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static string? ProblemOf(DateTime from, DateTime until)
    {
        if (from >= until) return "The period starts after its end, or in the future.";
        return until - from > LongestPeriod ? string.Create(CultureInfo.InvariantCulture, $"Choose a period of {LongestPeriod.TotalDays:N0} days at most.") : null;
    }

    private static Edit.Mistake Mistake(string sentence) => new(new SaveResult.Invalid(new Dictionary<string, string> { [PeriodField] = sentence }));

    private static Edit.Refusal NotFound(Caller caller, Guid? id) =>
        new(new SaveResult.NotFound(), new AuditTarget("evidence", id, "", caller.TenantId), "This host or tenant does not exist, or you have no access to it.");
}
