using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Onboarding;

/// <summary>What customers' endpoints need from the company, and the actions for it.</summary>
public sealed class PendingEndpointService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TimeProvider time)
{
    public const string LinkField = "LinkId";

    /// <summary>The field that messages about an approval belong to.</summary>
    public const string MessageField = "Message";

    private static readonly CloudProvider[] UniqueEverywhere = [.. Enum.GetValues<CloudProvider>().Where(LinkFormats.AreUniqueEverywhere)];

    /// <summary>The pending endpoints: disputes first, then the oldest.</summary>
    [Requires(Permission.ResolveClaims)]
    public async Task<IReadOnlyList<PendingEndpoint>> PendingAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ResolveClaims);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var endpoints = await context.PrivateEndpoints.AsNoTracking()
            .Include(endpoint => endpoint.Service).Include(endpoint => endpoint.Tenant)
            .Where(endpoint => endpoint.State == PrivateEndpointState.Conflict
                || (endpoint.State == PrivateEndpointState.Draft && (endpoint.CreatedInCloudAt != null
                    || (endpoint.Service!.Acceptance == Acceptance.AllowList && endpoint.AllowedAt == null)))
                || (endpoint.State == PrivateEndpointState.AwaitingTraffic && endpoint.CreatedInCloudAt != null))
            .OrderBy(endpoint => endpoint.CreatedAt)
            .ToListAsync(cancellationToken);
        var pending = new List<PendingEndpoint>();
        foreach (var endpoint in endpoints)
            if (KindOf(endpoint) is { } kind) pending.Add(await PendingOfAsync(context, endpoint, kind, cancellationToken));
        return [.. pending.OrderBy(each => each.Kind == PendingKind.Dispute ? 0 : 1)];
    }

    /// <summary>
    /// Links that several tenants have named, by mistake or in an attack. It becomes a dispute only when the second tenant has more than a typed
    /// claim.
    /// </summary>
    [Requires(Permission.ResolveClaims)]
    public async Task<IReadOnlyList<SharedLink>> SharedAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ResolveClaims);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var named = context.PrivateEndpoints.Where(endpoint => endpoint.LinkId != null && endpoint.State != PrivateEndpointState.Retired);
        var shared = await named.AsNoTracking()
            .Include(endpoint => endpoint.Service).Include(endpoint => endpoint.Tenant)
            .Where(endpoint => named.Any(other => other.LinkId == endpoint.LinkId && other.Cloud == endpoint.Cloud && other.TenantId != endpoint.TenantId
                && (other.ServiceId == endpoint.ServiceId || UniqueEverywhere.Contains(other.Cloud))))
            .OrderBy(endpoint => endpoint.ClaimedAt ?? endpoint.CreatedAt)
            .ToListAsync(cancellationToken);
        return
        [
            .. shared.GroupBy(endpoint => (endpoint.Cloud, endpoint.LinkId, Service: UniqueEverywhere.Contains(endpoint.Cloud) ? Guid.Empty : endpoint.ServiceId))
                .Select(link => new SharedLink(
                    link.Key.Cloud, link.First().Service!.Name, link.Key.LinkId!,
                    [.. link.Select(each => new SharedLinkHolder(each.Id, each.Tenant!.Name, each.Claim, each.ClaimedAt ?? each.CreatedAt))])),
        ];
    }

    /// <summary>Operations have allowed the account, so the customer can continue.</summary>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> AllowAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, AuditAction.PrivateEndpointAllowed, (_, endpoint, now, _) =>
        {
            endpoint.AllowedAt ??= now;
            return Task.FromResult<Edit.Mistake?>(null);
        }, what: null, cancellationToken);

    /// <summary>Operations have approved the connection in their cloud.</summary>
    /// <param name="message">A message for the customer; may be empty.</param>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> ApproveAsync(Caller caller, Guid id, string message, CancellationToken cancellationToken = default) =>
        DecideAsync(caller, id, AuditAction.PrivateEndpointApproved, ApprovalState.Approved, message, cancellationToken);

    /// <summary>Operations have refused it.</summary>
    /// <param name="message">Why; the customer reads it.</param>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> RefuseAsync(Caller caller, Guid id, string message, CancellationToken cancellationToken = default) =>
        DecideAsync(caller, id, AuditAction.PrivateEndpointRefused, ApprovalState.Refused, message, cancellationToken);

    /// <summary>Operations confirm the link ID that their cloud shows for the endpoint.</summary>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> AssignAsync(Caller caller, Guid id, string text, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, AuditAction.PrivateEndpointAssigned, async (context, endpoint, now, cancel) =>
        {
            var input = LinkIdInput.Parse(endpoint.Cloud, text);
            if (input.LinkId is not { } linkId) return PrivateEndpointRows.Mistake(LinkField, input.Message ?? "Type the link ID.");
            if (await PrivateEndpointRows.TwiceAsync(context, endpoint, linkId, cancel) is not null)
                return PrivateEndpointRows.Mistake(LinkField, "This tenant has another private endpoint with this ID.");
            if (await PrivateEndpointRows.OthersWith(context, endpoint, linkId.ToString()).AnyAsync(other => other.Claim == ClaimLevel.Proven, cancel))
                return PrivateEndpointRows.Mistake(LinkField, "Another tenant has proved this link. Resolve that first.");
            if (endpoint.LinkId is { } known && known != linkId.ToString()) Approvals.Forget(endpoint);
            Vouch(endpoint, linkId.ToString(), now);
            Approvals.Seen(endpoint, now);
            return null;
        }, "assigned", cancellationToken);

    /// <summary>Ends a dispute. No host's list changes: a tenant that lists a link it does not have allows no one else.</summary>
    /// <param name="isTheirs">Whether the link is this endpoint's. The other tenants keep their lists, but no longer count as its holders.</param>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> ResolveAsync(Caller caller, Guid id, bool isTheirs, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, AuditAction.PrivateEndpointResolved, async (context, endpoint, now, cancel) =>
        {
            if (endpoint.State != PrivateEndpointState.Conflict) return PrivateEndpointRows.Mistake(LinkField, "The dispute is already settled.");
            if (!isTheirs)
            {
                endpoint.State = PrivateEndpointState.Expired;
                return null;
            }

            // Tenants that only typed the link are not part of the dispute, and must not learn of it.
            foreach (var other in await PrivateEndpointRows.OthersWith(context, endpoint, endpoint.LinkId!).Where(other => other.Claim >= ClaimLevel.Matched).ToListAsync(cancel))
                (other.Claim, other.State) = (ClaimLevel.Asserted, PrivateEndpointState.Expired);
            // Two rows must never be proven at once, not even between two statements.
            await context.SaveChangesAsync(cancel);
            Vouch(endpoint, endpoint.LinkId!, now);
            return null;
        }, isTheirs ? "proven after a dispute" : "lost in a dispute", cancellationToken);

    private static void Vouch(PrivateEndpoint endpoint, string linkId, DateTime now)
    {
        if (endpoint.LinkId != linkId) endpoint.VerifiedAt = null;
        endpoint.LinkId = linkId;
        endpoint.Claim = ClaimLevel.Proven;
        endpoint.ClaimedAt = now;
        endpoint.CreatedInCloudAt ??= now;
        endpoint.State = endpoint.VerifiedAt is null ? PrivateEndpointState.AwaitingTraffic : PrivateEndpointState.Verified;
    }

    private Task<SaveResult> DecideAsync(Caller caller, Guid id, AuditAction action, ApprovalState state, string message, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, action, (_, endpoint, now, _) =>
        {
            var text = message.Trim();
            if (text.Length > PrivateEndpoint.ApprovalMessageLength)
                return Task.FromResult<Edit.Mistake?>(PrivateEndpointRows.Mistake(MessageField, $"Use at most {PrivateEndpoint.ApprovalMessageLength} characters."));
            if (state == ApprovalState.Refused && text.Length == 0)
                return Task.FromResult<Edit.Mistake?>(PrivateEndpointRows.Mistake(MessageField, "Say why you refuse it. The customer will read this."));
            if (endpoint.CreatedInCloudAt is null && state == ApprovalState.Approved)
                return Task.FromResult<Edit.Mistake?>(PrivateEndpointRows.Mistake(MessageField, "The customer has not created the endpoint yet."));
            Approvals.Decide(endpoint, state, now, text.Length == 0 ? null : text);
            return Task.FromResult<Edit.Mistake?>(null);
        }, what: null, cancellationToken);

    /// <summary>What the company must do; null when it has no task.</summary>
    private static PendingKind? KindOf(PrivateEndpoint endpoint)
    {
        if (endpoint.State == PrivateEndpointState.Conflict) return PendingKind.Dispute;
        if (endpoint.CreatedInCloudAt is null) return PendingKind.Allow;
        var approval = ApprovalView.Of(endpoint, PublishedServices.Of(endpoint.Service!));

        // An "approved" in the customer's output is a good sign, but the company still has to look.
        if (approval.WaitsForUs || approval is { Stage: ApprovalStage.Approved, By: ApprovalSource.Customer }) return PendingKind.Accept;
        return endpoint.LinkId is null && approval.Stage != ApprovalStage.Refused ? PendingKind.Assign : null;
    }

    /// <summary>The commands, in the order in which to run them.</summary>
    private static IReadOnlyList<Artefact> CommandsOf(PendingKind kind, PrivateEndpoint endpoint, PublishedService service)
    {
        var cloud = KnownClouds.Of(service.Cloud);
        var account = endpoint.Account ?? (cloud.Form.AccountField is { } field ? new FormValues([field], StoredForm.Read(endpoint.Form)).Find(field) : null);
        var request = new ApprovalRequest(service, endpoint.Reference) { Account = account, LinkId = endpoint.LinkId, ResourceId = endpoint.Service!.CloudResourceId };
        var (letIn, decide) = (cloud.ProviderSide.LetIn(request), new[] { cloud.ProviderSide.Approve(request), cloud.ProviderSide.Refuse(request) });
        return kind == PendingKind.Allow ? letIn : [.. decide, .. letIn];
    }

    private static async Task<PendingEndpoint> PendingOfAsync(PortalDbContext context, PrivateEndpoint endpoint, PendingKind kind, CancellationToken cancellationToken)
    {
        var service = PublishedServices.Of(endpoint.Service!);
        List<string> holders = kind != PendingKind.Dispute
            ? []
            : await PrivateEndpointRows.OthersWith(context, endpoint, endpoint.LinkId!).Select(other => other.Tenant!.Name).ToListAsync(cancellationToken);
        var hosts = await PrivateEndpointRows.HostsAsync(context, endpoint, cancellationToken);
        return new(
            endpoint.Id, kind, EndpointTitle.Of(endpoint, endpoint.Service!, hosts.ConvertAll(host => host.Host)), endpoint.Tenant!.Name,
            endpoint.Cloud, service.Name, endpoint.Account, endpoint.LinkId, endpoint.Reference,
            endpoint.CreatedInCloudAt ?? endpoint.CreatedAt, CommandsOf(kind, endpoint, service), holders)
        {
            Approval = ApprovalView.Of(endpoint, service),
        };
    }

    private Task<SaveResult> ChangeAsync(
        Caller caller,
        Guid id,
        AuditAction action,
        Func<PortalDbContext, PrivateEndpoint, DateTime, CancellationToken, Task<Edit.Mistake?>> change,
        string? what,
        CancellationToken cancellationToken) =>
        changes.SaveAsync(caller, Permission.ResolveClaims, action, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return PrivateEndpointRows.Mistake(LinkField, "This private endpoint is retired.");
            var before = PrivateEndpointRows.FactsOf(endpoint);
            if (await change(context, endpoint, time.GetUtcNow().UtcDateTime, cancel) is { } mistake) return mistake;
            if (what is null) return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint));
            var hosts = await PrivateEndpointRows.HostsAsync(context, endpoint, cancel);
            return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint))
            {
                PolicySummary = PrivateEndpointRows.PolicySummary(endpoint, hosts, what),
                Touched = PrivateEndpointRows.Touched(hosts),
                TouchesShared = true,
            };
        }, about: id, cancellationToken);
}
