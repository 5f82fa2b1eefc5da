using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>The other side of a link to a connection: anyone who has its token reads what was written down, as often as they like until its time is over.</summary>
public sealed class SharedConnectionDoor(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What a token opens; null for any that opens nothing. The first time leaves an entry, and every time is counted: a mail scanner may have been first.</summary>
    public async Task<SharedSheet?> OpenAsync(string token, string? address, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await SharedRows.Opened(context, token, Now).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } shared) return null;
        if (SharedDocument.Read(shared.Document) is not { } document) return null;
        if (shared.FirstOpenedAt is null) await NoteFirstAsync(token, address, cancellationToken);
        await CountAsync(context, shared.Id, cancellationToken);
        return new(document, shared.Document, shared.ExpiresAt);
    }

    private Task<SaveResult> NoteFirstAsync(string token, string? address, CancellationToken cancellationToken) =>
        changes.SaveAsync(AuditActor.Stranger(address), AuditAction.SharedConnectionOpened, async (context, cancel) =>
        {
            if (await SharedRows.Opened(context, token, Now).SingleOrDefaultAsync(cancel) is not { FirstOpenedAt: null } shared) return new Edit.Mistake(new SaveResult.NotFound());
            (shared.FirstOpenedAt, shared.FirstOpenedFrom) = (Now, address);
            return new Edit.Change(ConnectionShares.TargetOf(shared), After: ConnectionShares.FactsOf(shared));
        }, cancellationToken);

    /// <summary>A database that takes nothing now does not keep anybody from reading.</summary>
    private async Task CountAsync(PortalDbContext context, Guid id, CancellationToken cancellationToken)
    {
        var now = Now;
        try
        {
            await context.SharedConnections.Where(shared => shared.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(shared => shared.Opened, shared => shared.Opened + 1).SetProperty(shared => shared.LastOpenedAt, now), cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            // Counted it is not; the audit log has the first time if there was one.
        }
    }
}
