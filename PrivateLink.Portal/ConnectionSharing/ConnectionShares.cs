using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Makes, lists and revokes links that show one connection to people without an account.</summary>
public sealed class ConnectionShares(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, LiveConnections live, StoredConnections stored, LinkSights sights, WhoDisabled disabled,
    IOptions<CeilingOptions> ceilings, TimeProvider time)
{
    /// <summary>The form field that messages about a link belong to.</summary>
    public const string Field = "Share";

    /// <summary>The default in the form: a week.</summary>
    public const int DefaultLifetime = 7 * 24;

    private const int MostListed = 200;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The lifetimes to choose from, in hours.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [1, 24, DefaultLifetime, 30 * 24];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// The links of one connection, or all links that the caller may see, newest first. Links that have ended stay in the list for a while. Null
    /// when the database does not answer.
    /// </summary>
    /// <param name="connectionId">The connection; null for all connections.</param>
    [Requires(Permission.ShareConnections)]
    public async Task<IReadOnlyList<SharedLinkView>?> ListAsync(Caller caller, long? connectionId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ShareConnections);
        try
        {
            return await ReadLinksAsync(caller, connectionId, cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }

    /// <summary>What a new link would show. Null for a connection that is no longer kept, is not the caller's, or cannot be read now.</summary>
    [Requires(Permission.ShareConnections)]
    public async Task<SharedDocument?> PreviewAsync(Caller caller, long connectionId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ShareConnections);
        return (await ReadAsync(caller, connectionId, cancellationToken)).Document;
    }

    /// <summary>Makes a link. Only the hash of the token is stored, so the portal cannot show the link again.</summary>
    /// <param name="hours">How many hours it works: one of <see cref="Lifetimes"/>.</param>
    [Requires(Permission.ShareConnections)]
    public async Task<SaveResult> MakeAsync(Caller caller, long connectionId, int hours, OneTimeToken token, CancellationToken cancellationToken = default)
    {
        var (document, tenant) = caller.May(Permission.ShareConnections) ? await ReadAsync(caller, connectionId, cancellationToken) : default;
        return await changes.SaveAsync(caller, Permission.ShareConnections, AuditAction.ConnectionShared, async (context, cancel) =>
        {
            if (document is null) return Mistake("This connection is no longer stored, or the database does not answer.");
            if (!Lifetimes.Contains(hours)) return Mistake("Choose how long the link works: 1 hour, 1 day, 7 days or 30 days.");
            var (now, most) = (Now, ceilings.Value.SharedConnections);
            var yesterday = now - Day;
            var made = await context.SharedConnections.CountAsync(
                shared => shared.TenantId == tenant && ((shared.ClosedAt == null && shared.ExpiresAt > now) || shared.CreatedAt >= yesterday), cancel);
            if (made >= most) return Mistake($"{most} shared links are open or were created within a day. Revoke some, or wait until tomorrow.");

            var shared = new SharedConnection
            {
                ConnectionId = connectionId,
                TenantId = tenant,
                Title = BoundedText.Cut(SharedWriting.TitleOf(document), SharedConnection.TitleLength),
                Document = document.ToJson(),
                TokenHash = token.Hash,
                ExpiresAt = now + TimeSpan.FromHours(hours),
                MadeBy = caller.Person,
                MadeById = caller.PersonId,
            };
            context.Add(shared);
            return new Edit.Change(TargetOf(shared), After: FactsOf(shared));
        }, about: null, cancellationToken);
    }

    /// <summary>Revokes a link before it expires.</summary>
    [Requires(Permission.ShareConnections)]
    public Task<SaveResult> TakeBackAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.ShareConnections, AuditAction.SharedConnectionTakenBack, async (context, cancel) =>
        {
            if (await context.SharedConnections.VisibleTo(caller).SingleOrDefaultAsync(shared => shared.Id == id, cancel) is not { } shared) return new Edit.Mistake(new SaveResult.NotFound());
            if (shared.ClosedAt is not null) return Mistake("This link has already been revoked.");
            shared.ClosedAt = Now;
            return new Edit.Change(TargetOf(shared), After: FactsOf(shared));
        }, about: id, cancellationToken);

    internal static AuditTarget TargetOf(SharedConnection shared) =>
        new(AuditAction.ConnectionShared.Kind, shared.Id, $"{shared.Title}, connection {shared.ConnectionId}", shared.TenantId);

    /// <summary>What the audit log records of a link.</summary>
    internal static object FactsOf(SharedConnection shared) => new { shared.ConnectionId, shared.ExpiresAt, shared.MadeBy };

    private static Edit.Mistake Mistake(string sentence) => new(new SaveResult.Invalid(new Dictionary<string, string> { [Field] = sentence }));

    private async Task<IReadOnlyList<SharedLinkView>> ReadLinksAsync(Caller caller, long? connectionId, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var good = SharedRows.Good(context, now).Select(shared => shared.Id);
        var rows = await context.SharedConnections.VisibleTo(caller)
            .Where(shared => connectionId == null || shared.ConnectionId == connectionId)
            .OrderByDescending(shared => shared.CreatedAt).ThenBy(shared => shared.Id)
            .Take(MostListed)
            .Select(shared => new
            {
                shared.Id,
                shared.ConnectionId,
                shared.Title,
                shared.MadeBy,
                shared.CreatedAt,
                shared.ExpiresAt,
                shared.ClosedAt,
                shared.Opened,
                shared.FirstOpenedAt,
                shared.FirstOpenedFrom,
                shared.LastOpenedAt,
                IsGood = good.Contains(shared.Id),
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new SharedLinkView(
            row.Id, row.ConnectionId, row.Title, row.MadeBy, row.CreatedAt, row.ExpiresAt,
            row.IsGood ? SharedLinkState.Open : row.ClosedAt is not null ? SharedLinkState.TakenBack : row.ExpiresAt <= now ? SharedLinkState.Expired : SharedLinkState.Held,
            row.Opened, row.FirstOpenedAt, row.FirstOpenedFrom, row.LastOpenedAt));
    }

    private async Task<(SharedDocument? Document, Guid? TenantId)> ReadAsync(Caller caller, long connectionId, CancellationToken cancellationToken)
    {
        try
        {
            var found = live.Find(caller, connectionId) ?? await stored.FindAsync(caller, connectionId, cancellationToken);
            return found is null ? default : (await WriteAsync(found, cancellationToken), found.TenantId);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return default;
        }
    }

    /// <summary>
    /// People outside see no more than the tenant of the host, even if the company makes the link. A connection without a tenant is shown as to a
    /// tenant without links.
    /// </summary>
    private async Task<SharedDocument> WriteAsync(ConnectionView found, CancellationToken cancellationToken)
    {
        if (found.TenantId is not { } tenant) return SharedWriting.Of(LinkSight.Of(new HashSet<LinkId>()).Show(found.Entry), Now);
        var reader = Caller.Tenant(PortalDbContext.Portal, tenant, TenantRole.Viewer);
        var sight = await sights.OfAsync(reader, cancellationToken);
        await sights.LearnAsync(sight, [found.Entry], cancellationToken);
        var view = sight.Show(found.Entry);
        return SharedWriting.Of(view, Now, await disabled.OfAsync(reader, view, cancellationToken));
    }
}
