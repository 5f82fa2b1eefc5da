using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Opens links to connections. Anyone who has the token may read the document any number of times until the link expires.</summary>
public sealed class SharedConnectionDoor(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// The document that a token opens; null if it opens nothing. The first opening writes an audit entry, and every opening is counted, because a
    /// mail scanner may be the first.
    /// </summary>
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

    /// <summary>Readers can open the link even when the database accepts no writes.</summary>
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
            // This opening is not counted. If it was the first, the audit log may still have it.
        }
    }
}
