using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// The recipient's side of a hand-over link. Anyone who has its token sees one step and can send an answer. An answer changes nothing in the endpoint
/// or the policy until one of the endpoint's own people uses it (<see cref="HandoverService.UseAsync"/>).
/// </summary>
public sealed class HandoverDoor(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, HandoverSignal signal, IOptions<CeilingOptions> ceilings, TimeProvider time)
{
    /// <summary>The field that messages about an answer belong to.</summary>
    public const string AnswerField = "Text";

    /// <summary>At most one in this many of a link's answers may wait at a time.</summary>
    private const int PartThatWaits = 4;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Opens the step of a token; null for a token that opens nothing. The first visit is recorded, though it may be a mail scanner's.</summary>
    public async Task<HandedSheet?> OpenAsync(string token, string? address, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(token, cancellationToken) is not { } found) return null;
        if (found.OpenedAt is null && await NoteOpenedAsync(token, address, cancellationToken) is SaveResult.Saved) signal.Raise();

        // Read in the tenant's scope, so that no other tenant's data can appear.
        await using var context = await contexts.OpenAsync(EyesOf(found.TenantId), cancellationToken);
        if (await OnboardingViews.FindAsync(context, EyesOf(found.TenantId), found.PrivateEndpointId, cancellationToken) is not { } view) return null;
        var sent = await context.HandoverPastes
            .Where(paste => paste.HandoverId == found.Id)
            .OrderBy(paste => paste.CreatedAt).ThenBy(paste => paste.Id)
            .Select(paste => new SentAnswer(paste.CreatedAt, paste.Outcome, paste.SettledAt))
            .ToListAsync(cancellationToken);
        return HandedSheets.Of(view, found.Step, found.ExpiresAt) with { Sent = sent };
    }

    /// <summary>Sends an answer. While an answer waits, the same text counts as the same answer, because reloading the page sends the form again.</summary>
    public async Task<SaveResult> SendAsync(string token, string text, string? address, CancellationToken cancellationToken = default)
    {
        var sent = text.ReplaceLineEndings("\n");
        if (sent.Trim().Length == 0) return Mistake("Paste what was asked for.");
        if (sent.Length > HandoverPaste.TextLength) return Mistake("This is far more than the command prints. Paste only its output.");
        var result = await changes.SaveAsync(AuditActor.Stranger(address), AuditAction.HandoverPasted, async (context, cancel) =>
        {
            if (await HandoverRows.Opened(context, token, Now).Include(handover => handover.PrivateEndpoint).SingleOrDefaultAsync(cancel) is not { } handover)
                return new Edit.Mistake(new SaveResult.NotFound());
            var earlier = await context.HandoverPastes
                .Where(paste => paste.HandoverId == handover.Id)
                .Select(paste => new { paste.Id, paste.Outcome, IsSame = paste.Text == sent })
                .ToListAsync(cancel);
            if (earlier.Find(paste => paste is { Outcome: null, IsSame: true }) is { } same) return new Edit.Mistake(new SaveResult.Saved(same.Id));
            var most = ceilings.Value.HandoverAnswers;
            if (earlier.Count >= most) return new Edit.Mistake(Mistake("This link takes no more answers. Ask the sender for a new one."));
            if (earlier.Count(paste => paste.Outcome is null) >= Math.Max(1, most / PartThatWaits))
                return new Edit.Mistake(Mistake("Several of your answers are waiting for review. Send another one later."));

            context.Add(new HandoverPaste { TenantId = handover.TenantId, HandoverId = handover.Id, Text = sent, Address = address });
            return new Edit.Change(AuditTarget.Of(handover.PrivateEndpoint!), After: FactsOf(handover.Step, sent));
        }, cancellationToken);
        if (result is SaveResult.Saved) signal.Raise();
        return result;
    }

    /// <summary>The log does not hold the text itself. Its hash later proves that the text is the same.</summary>
    internal static object FactsOf(HandedStep step, string text) =>
        new { Step = step, Characters = text.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };

    private static Caller EyesOf(Guid tenantId) => Caller.Tenant(PortalDbContext.Portal, tenantId, TenantRole.Viewer);

    private static SaveResult.Invalid Mistake(string sentence) => new(new Dictionary<string, string> { [AnswerField] = sentence });

    private async Task<StepHandover?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await HandoverRows.Opened(context, token, Now).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    private Task<SaveResult> NoteOpenedAsync(string token, string? address, CancellationToken cancellationToken) =>
        changes.SaveAsync(AuditActor.Stranger(address), AuditAction.HandoverOpened, async (context, cancel) =>
        {
            var handover = await HandoverRows.Opened(context, token, Now).Include(handover => handover.PrivateEndpoint).SingleOrDefaultAsync(cancel);
            if (handover is not { OpenedAt: null }) return new Edit.Mistake(new SaveResult.NotFound());
            (handover.OpenedAt, handover.OpenedFrom) = (Now, address);
            return new Edit.Change(AuditTarget.Of(handover.PrivateEndpoint!), After: new { handover.Step });
        }, cancellationToken);
}
