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

/// <summary>What customers' endpoints wait for on the company's side, and the acts that go with it.</summary>
public sealed class PendingEndpointService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TimeProvider time)
{
    public const string LinkField = "LinkId";

    /// <summary>The field that messages about an approval belong to.</summary>
    public const string MessageField = "Message";

    private static readonly CloudProvider[] UniqueEverywhere = [.. Enum.GetValues<CloudProvider>().Where(LinkFormats.AreUniqueEverywhere)];

    /// <summary>What waits, disputes first, then the oldest.</summary>
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

    /// <summary>Links that more than one tenant has named: a mistake, or an attempt. It is no dispute before the second one has more than typed it.</summary>
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

    /// <summary>Operations have let the account in; the customer's page goes on.</summary>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> AllowAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, AuditAction.PrivateEndpointAllowed, (_, endpoint, now, _) =>
        {
            endpoint.AllowedAt ??= now;
            return Task.FromResult<Edit.Mistake?>(null);
        }, what: null, cancellationToken);

    /// <summary>Operations have approved the connection in their cloud.</summary>
    /// <param name="message">What the customer reads with it; may be empty.</param>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> ApproveAsync(Caller caller, Guid id, string message, CancellationToken cancellationToken = default) =>
        DecideAsync(caller, id, AuditAction.PrivateEndpointApproved, ApprovalState.Approved, message, cancellationToken);

    /// <summary>Operations have refused it.</summary>
    /// <param name="message">Why; the customer reads it.</param>
    [Requires(Permission.ResolveClaims)]
    public Task<SaveResult> RefuseAsync(Caller caller, Guid id, string message, CancellationToken cancellationToken = default) =>
        DecideAsync(caller, id, AuditAction.PrivateEndpointRefused, ApprovalState.Refused, message, cancellationToken);

    /// <summary>Operations vouch for the link ID that their cloud shows for the endpoint.</summary>
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

    /// <summary>Ends a dispute. No list of hosts changes; who lists the link without having it lets nobody else in.</summary>
    /// <param name="isTheirs">Whether the link is this endpoint's; the others keep their lists, and are no longer taken for its holders.</param>
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

            // Those who only typed it are no party to the dispute, and must not learn that there was one.
            foreach (var other in await PrivateEndpointRows.OthersWith(context, endpoint, endpoint.LinkId!).Where(other => other.Claim >= ClaimLevel.Matched).ToListAsync(cancel))
                (other.Claim, other.State) = (ClaimLevel.Asserted, PrivateEndpointState.Expired);
            // Two rows cannot both be proven, not even for the moment between two statements.
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

    /// <summary>What the company has to do; null when it has nothing to do.</summary>
    private static PendingKind? KindOf(PrivateEndpoint endpoint)
    {
        if (endpoint.State == PrivateEndpointState.Conflict) return PendingKind.Dispute;
        if (endpoint.CreatedInCloudAt is null) return PendingKind.Allow;
        var approval = ApprovalView.Of(endpoint, PublishedServices.Of(endpoint.Service!));

        // That the customer's output says "approved" is a good sign, and no reason to stop looking.
        if (approval.WaitsForUs || approval is { Stage: ApprovalStage.Approved, By: ApprovalSource.Customer }) return PendingKind.Accept;
        return endpoint.LinkId is null && approval.Stage != ApprovalStage.Refused ? PendingKind.Assign : null;
    }

    /// <summary>The command that is to be run first stands first.</summary>
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
