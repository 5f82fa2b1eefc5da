using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// Stores who is signed in and where. The cookie refers to a row here. The row and the person's roles are read again for each request.
/// </summary>
public sealed class SessionBook(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, LiveAccess access, IOptions<PeopleOptions> options, TimeProvider time)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>The person of a session, with the current roles. Null if the session has ended, or if the account is deleted or closed.</summary>
    /// <param name="stamp">The security stamp of the cookie. A password change ends all other sessions.</param>
    public async Task<SignedIn?> FindAsync(Guid sessionId, string? stamp, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var open = context.PersonSessions.AsNoTracking().OpenAt(now, options.Value.SessionsEndAfter).Where(session => session.Id == sessionId);
        if (await open.Select(session => (Guid?)session.PersonId).SingleOrDefaultAsync(cancellationToken) is not { } personId) return null;

        // Taken before the query, so that any change during the query makes this caller outdated.
        var standing = access.Of(personId);
        if (await open.Include(session => session.Person).SingleOrDefaultAsync(cancellationToken) is not { Person: { } person } session) return null;
        if (person.SecurityStamp != stamp || options.Value.ClosedAccounts.Contains(person.NormalizedEmail!)) return null;
        var memberships = await context.Memberships.AsNoTracking()
            .Where(membership => membership.PersonId == personId)
            .OrderBy(membership => membership.Tenant!.NormalizedName)
            .Select(membership => new { membership.TenantId, membership.Tenant!.Name, membership.Role })
            .ToListAsync(cancellationToken);

        List<ScopeChoice> scopes = [.. memberships.Select(membership => new ScopeChoice(membership.TenantId, membership.Name, membership.Role.ToString()))];
        if (person.CompanyRole is { } company) scopes.Insert(0, new(null, "Company", company.ToString()));

        var scope = scopes.FirstOrDefault(choice => choice.TenantId == session.TenantId) ?? scopes.FirstOrDefault();
        var needsFactor = scope is { TenantId: null } && options.Value.RequireSecondFactor && !person.TwoFactorEnabled && session.Method != SignInMethod.Passkey;
        var caller = scope switch
        {
            null => null,
            { TenantId: { } tenantId } => Caller.Tenant(person.Name, tenantId, memberships.First(membership => membership.TenantId == tenantId).Role, personId),
            _ => needsFactor ? null : Caller.Company(person.Name, person.CompanyRole!.Value, personId),
        };
        caller = caller is null ? null : caller with { SessionId = sessionId, Standing = standing };
        return new(sessionId, personId, person.Name, person.Email!, caller, scopes, needsFactor) { Standing = standing };
    }

    /// <summary>
    /// Records that a session is in use, at most once a minute, because it is a write. Every page waits for it, so it never fails and times out
    /// quickly. A database that refuses writes must not stop people from reading.
    /// </summary>
    public async Task SeeAsync(Guid sessionId, DateTimeOffset? expires, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var before = now - SeenEvery;
        var until = expires?.UtcDateTime ?? now + options.Value.SignedInFor;
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Database.WaitBrieflyAsync(cancellationToken);
            var due = context.PersonSessions.Where(session => session.Id == sessionId && session.EndedAt == null && session.SeenAt < before);

            // In SQLite, an update that changes no row still waits for the write lock.
            if (!await due.AnyAsync(cancellationToken)) return;
            await due.ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now).SetProperty(session => session.ExpiresAt, until), cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            // The next request tries again. Another part of the portal watches whether the database accepts writes.
        }
    }

    /// <summary>Switches the session to another side. Changes nothing if the person has no role there.</summary>
    public async Task<bool> SwitchAsync(SignedIn signedIn, Guid? tenantId, CancellationToken cancellationToken = default)
    {
        if (signedIn.Scopes.FirstOrDefault(scope => scope.TenantId == tenantId) is not { } next) return false;
        var target = new AuditTarget("person", signedIn.PersonId, signedIn.Name, null);
        return await changes.SaveAsync(AuditActor.Of(signedIn.Account), AuditAction.ScopeChanged, async (context, cancel) =>
        {
            await context.PersonSessions.Where(session => session.Id == signedIn.SessionId)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.TenantId, tenantId), cancel);
            return new Edit.Change(target, new { Side = signedIn.Scope?.Name }, new { Side = next.Name });
        }, cancellationToken) is SaveResult.Saved;
    }

    /// <summary>Ends one session for a person who signs out.</summary>
    /// <param name="sessionId">The session. If it has already ended, no second entry is written.</param>
    /// <param name="address">The address that the request comes from.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether the session has ended. False if the database did not accept it.</returns>
    public async Task<bool> EndAsync(Guid sessionId, string? address, CancellationToken cancellationToken = default)
    {
        PersonSession? session;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            session = await context.PersonSessions.AsNoTracking().Include(row => row.Person).SingleOrDefaultAsync(row => row.Id == sessionId && row.EndedAt == null, cancellationToken);
        if (session is not { Person: { } person }) return true;

        var result = await changes.SaveAsync(new AuditActor(person.Name, person.Id, session.TenantId, address, sessionId), AuditAction.PersonSignedOut, async (context, cancel) =>
        {
            var ended = await context.PersonSessions.Where(row => row.Id == sessionId && row.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, time.GetUtcNow().UtcDateTime), cancel);
            return ended == 0 ? new Edit.Mistake(new SaveResult.NotFound()) : new Edit.Change(AuditTarget.Of(person, tenantId: null));
        }, cancellationToken);
        access.Change(person.Id);
        return result is SaveResult.Saved or SaveResult.NotFound;
    }

    /// <summary>The caller's own open sign-ins, newest first.</summary>
    [Requires(Permission.EditOwnAccount)]
    public async Task<IReadOnlyList<SessionView>> ListAsync(Caller caller, Guid current, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditOwnAccount);
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.PersonSessions
            .OpenAt(now, options.Value.SessionsEndAfter)
            .Where(session => session.PersonId == caller.PersonId)
            .OrderByDescending(session => session.SeenAt)
            .Select(session => new SessionView(
                session.Id, session.StartedAt, session.SeenAt, session.Method, session.Browser, session.Address, session.Id == current))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Ends one of the caller's own sign-ins.</summary>
    [Requires(Permission.EditOwnAccount)]
    public async Task<SaveResult> EndAsync(Caller caller, Guid sessionId, CancellationToken cancellationToken = default)
    {
        var result = await changes.SaveAsync(caller, Permission.EditOwnAccount, AuditAction.SessionEnded, async (context, cancel) =>
        {
            var session = await context.PersonSessions.Include(session => session.Person)
                .SingleOrDefaultAsync(session => session.Id == sessionId && session.PersonId == caller.PersonId && session.EndedAt == null, cancel);
            if (session is null) return new Edit.Mistake(new SaveResult.NotFound());
            session.EndedAt = time.GetUtcNow().UtcDateTime;
            return new Edit.Change(AuditTarget.Of(session.Person!, caller.TenantId));
        }, about: sessionId, cancellationToken);
        if (result is SaveResult.Saved && caller.PersonId is { } personId) access.Change(personId);
        return result;
    }
}
