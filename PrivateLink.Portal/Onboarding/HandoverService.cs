using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.PrivateEndpoints;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Hands steps of a private endpoint to people without an account, and handles their answers.</summary>
public sealed class HandoverService(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, OnboardingService onboarding, HandoverSignal signal, IOptions<CeilingOptions> ceilings, TimeProvider time)
{
    /// <summary>The field that messages about a hand-over belong to.</summary>
    public const string Field = "Handover";

    private const int MostShown = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The lifetimes that can be chosen, in days.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [1, 3, 7];

    /// <summary>The lifetime that the form starts with.</summary>
    public const int DefaultLifetime = 3;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The endpoint's working links and waiting answers; null if the caller does not have the endpoint.</summary>
    [Requires(Permission.ViewPrivateEndpoints)]
    public async Task<HandoverView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPrivateEndpoints);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        if (await OnboardingViews.FindAsync(context, caller, id, cancellationToken) is not { } view) return null;
        var links = await HandoverRows.Good(context, Now).VisibleTo(caller).AsNoTracking()
            .Where(handover => handover.PrivateEndpointId == id)
            .OrderByDescending(handover => handover.CreatedAt).ThenBy(handover => handover.Id)
            .ToListAsync(cancellationToken);
        var answers = await context.HandoverPastes.VisibleTo(caller).AsNoTracking()
            .Where(paste => paste.Handover!.PrivateEndpointId == id && paste.Outcome == null)
            .OrderBy(paste => paste.CreatedAt).ThenBy(paste => paste.Id)
            .Take(MostShown)
            .Select(paste => new { paste.Id, paste.Handover!.Step, paste.Text, paste.Address, paste.CreatedAt })
            .ToListAsync(cancellationToken);
        return new(
            links.ConvertAll(link => new HandoverLinkView(link.Id, HandedSteps.TitleOf(view, link.Step), link.MadeBy, link.ExpiresAt, link.OpenedAt, link.OpenedFrom)),
            answers.ConvertAll(paste => new HandoverAnswer(
                paste.Id, HandedSteps.TitleOf(view, paste.Step), paste.Text, paste.Address, paste.CreatedAt, PasteReadings.Of(view, paste.Step, paste.Text))));
    }

    /// <summary>Creates a link. Only the token's hash is stored, so the link cannot be shown again.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> MakeAsync(Caller caller, Guid id, HandedStep step, int days, OneTimeToken token, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.HandoverMade, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return Mistake("This private endpoint is retired. Set up a new one.");
            if (!Lifetimes.Contains(days)) return Mistake("Choose how long the link works: 1, 3 or 7 days.");
            if (await OnboardingViews.FindAsync(context, caller, id, cancel) is not { } view || !HandedSteps.IsOffered(view, step)) return Mistake("This step cannot be handed over.");
            var (now, most) = (Now, ceilings.Value.HandoverLinks);
            var yesterday = now - Day;
            var made = await context.StepHandovers.CountAsync(
                handover => handover.PrivateEndpointId == id && ((handover.ClosedAt == null && handover.ExpiresAt > now) || handover.CreatedAt >= yesterday), cancel);
            if (made >= most) return Mistake($"{most} links of this endpoint are open or were created within a day. Revoke some, or wait until tomorrow.");

            var handover = new StepHandover
            {
                TenantId = endpoint.TenantId,
                PrivateEndpointId = endpoint.Id,
                Step = step,
                TokenHash = token.Hash,
                LinkId = endpoint.LinkId,
                ExpiresAt = now + TimeSpan.FromDays(days),
                MadeBy = caller.Person,
                MadeById = caller.PersonId,
            };
            context.Add(handover);
            return new Edit.Change(AuditTarget.Of(endpoint), After: HandoverRows.FactsOf(handover));
        }, about: id, cancellationToken);

    /// <summary>Ends a link early. The answers sent through it remain.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> TakeBackAsync(Caller caller, Guid handoverId, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.HandoverTakenBack, async (context, cancel) =>
        {
            var handover = await context.StepHandovers.VisibleTo(caller).Include(handover => handover.PrivateEndpoint).SingleOrDefaultAsync(handover => handover.Id == handoverId, cancel);
            if (handover is null) return PrivateEndpointRows.NotFound(caller, handoverId);
            if (handover.ClosedAt is not null) return Mistake("This link has already expired.");
            HandoverRows.End(handover, HandoverEnding.TakenBack, Now);
            return new Edit.Change(AuditTarget.Of(handover.PrivateEndpoint!), After: HandoverRows.FactsOf(handover));
        }, about: handoverId, cancellationToken);

    /// <summary>Uses an answer as if the caller had pasted its text into the wizard, under the same rules. The answer then no longer waits.</summary>
    /// <param name="was">The endpoint's link ID as the caller saw it.</param>
    [Requires(Permission.EditPrivateEndpoints)]
    public async Task<SaveResult> UseAsync(Caller caller, Guid answerId, string was, CancellationToken cancellationToken = default)
    {
        var effect = await FindWaitingAsync(caller, answerId, cancellationToken) is { } answer ? await ApplyAsync(caller, answer, was, cancellationToken) : null;
        if (effect is not (null or SaveResult.Saved)) return effect;
        var settled = await SettleAsync(caller, answerId, PasteOutcome.Used, cancellationToken);
        return settled is SaveResult.Saved ? effect ?? settled : settled;
    }

    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> DiscardAsync(Caller caller, Guid answerId, CancellationToken cancellationToken = default) =>
        SettleAsync(caller, answerId, PasteOutcome.Discarded, cancellationToken);

    /// <summary>Calls <paramref name="changed"/> on any thread when an answer arrives. Dispose the result to unsubscribe.</summary>
    public IDisposable Subscribe(Action changed) => signal.Subscribe(changed);

    private static Edit.Mistake Mistake(string sentence) => PrivateEndpointRows.Mistake(Field, sentence);

    private async Task<HandoverPaste?> FindWaitingAsync(Caller caller, Guid answerId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.HandoverPastes.VisibleTo(caller).AsNoTracking().Include(paste => paste.Handover)
            .SingleOrDefaultAsync(paste => paste.Id == answerId && paste.Outcome == null, cancellationToken);
    }

    /// <summary>Null when the answer only needs to be read.</summary>
    private async Task<SaveResult?> ApplyAsync(Caller caller, HandoverPaste answer, string was, CancellationToken cancellationToken)
    {
        var (id, step) = (answer.Handover!.PrivateEndpointId, answer.Handover.Step);
        if (!caller.May(Permission.EditPrivateEndpoints) || step == HandedStep.Verify) return null;
        if (await onboarding.FindAsync(caller, id, cancellationToken) is not { } view) return null;
        var reading = PasteReadings.Of(view, step, answer.Text);
        if (reading.Effect is null) return Mistake(reading.Sentence).Result;
        return step switch
        {
            HandedStep.Zones when PasteReadings.ZonesIn(view, answer.Text) is { Count: > 0 } zones => await onboarding.ChooseZonesAsync(caller, id, zones, cancellationToken),
            HandedStep.Zones => await onboarding.ConfirmZonesAsync(caller, id, cancellationToken),
            HandedStep.Dns => await onboarding.ConfirmDnsAsync(caller, id, cancellationToken),
            _ when PasteReview.Of(view, answer.Text).Paste.Link.LinkId is not null => await onboarding.SetLinkIdAsync(caller, id, new(was, answer.Text), cancellationToken),
            _ => await onboarding.KeepPasteAsync(caller, id, answer.Text, cancellationToken),
        };
    }

    private Task<SaveResult> SettleAsync(Caller caller, Guid answerId, PasteOutcome outcome, CancellationToken cancellationToken) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, outcome == PasteOutcome.Used ? AuditAction.HandoverUsed : AuditAction.HandoverDiscarded, async (context, cancel) =>
        {
            var answer = await context.HandoverPastes.VisibleTo(caller).Include(paste => paste.Handover!.PrivateEndpoint).SingleOrDefaultAsync(paste => paste.Id == answerId, cancel);
            if (answer is null) return PrivateEndpointRows.NotFound(caller, answerId);
            if (answer.Outcome is { } before) return Mistake($"This answer was already {(before == PasteOutcome.Used ? "applied" : "discarded")}.");
            (answer.Outcome, answer.SettledAt) = (outcome, Now);
            return new Edit.Change(AuditTarget.Of(answer.Handover!.PrivateEndpoint!), After: HandoverDoor.FactsOf(answer.Handover.Step, answer.Text));
        }, about: answerId, cancellationToken);
}
