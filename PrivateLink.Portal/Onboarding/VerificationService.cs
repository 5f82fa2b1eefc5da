using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Onboarding;

/// <summary>What a person sees while waiting for the first connection.</summary>
/// <param name="Endpoint">The endpoint's current state.</param>
/// <param name="Connection">The newest connection through it to one of its hosts; null before the first one, and when it is no longer in memory.</param>
/// <param name="Findings">The problems, while there is no connection.</param>
public sealed record VerificationView(OnboardingView Endpoint, ConnectionView? Connection, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether anything has come through the endpoint, for any name.</summary>
    public bool LinkSeen { get; init; }
}

/// <summary>Looks for the first connection through an endpoint, and for reasons why it has not arrived.</summary>
public sealed class VerificationService(
    IDbContextFactory<PortalDbContext> contexts,
    PrivateEndpointUpkeep upkeep,
    LiveConnections live,
    LinkSights sights,
    LinkObservations observations,
    ObservationSignal signal,
    ListenerTrust trust,
    TimeProvider time)
{
    /// <summary>Older traffic says little about the current setup of the network.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    private const int LooksBackOver = 200;

    /// <summary>Calls <paramref name="changed"/> when there may be something new. Dispose the result to unsubscribe.</summary>
    public IDisposable Subscribe(Action changed) => signal.Subscribe(changed);

    [Requires(Permission.ViewPrivateEndpoints)]
    public async Task<VerificationView?> CheckAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPrivateEndpoints);
        if (await FindAsync(caller, id, cancellationToken) is not { } view) return null;
        if (view.VerifiedAt is null && view.LinkId is not null)
        {
            await upkeep.VerifyAsync(id, cancellationToken);
            view = await FindAsync(caller, id, cancellationToken) ?? view;
        }

        var sight = await sights.OfAsync(caller, cancellationToken);
        var connection = view.LinkId is not null && Newest(caller, view) is { } newest ? sight.Show(newest) : null;
        if (view.IsReachedEverywhere) return new(view, connection, []) { LinkSeen = true };
        var evidence = await EvidenceAsync(caller, view, cancellationToken);
        return new(view, connection, Diagnosis.Of(view, evidence)) { LinkSeen = evidence.LinkSeen };
    }

    private async Task<OnboardingView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await OnboardingViews.FindAsync(context, caller, id, cancellationToken);
    }

    private ConnectionEntry? Newest(Caller caller, OnboardingView view) =>
        OnHosts(caller, view).FirstOrDefault(entry => IsThrough(entry, view) && ReasonTable.Describe(entry.Decision.Reason).LetsIn);

    private IEnumerable<ConnectionEntry> OnHosts(Caller caller, OnboardingView view)
    {
        // The feed shows what the tenant may see. The company uses the same feed, not that of all tenants.
        var tenant = TenantOf(caller, view);
        var hosts = view.Hosts.Select(host => host.Id).ToHashSet();
        return live.Entries(tenant, static _ => true, LooksBackOver).Where(entry => entry.Decision.ResourceId is { } resource && hosts.Contains(resource));
    }

    private async Task<Evidence> EvidenceAsync(Caller caller, OnboardingView view, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = Later(now - Recent, view.CreatedAt);
        var waiting = view.UnreachedHosts.Select(host => host.Id).ToHashSet();
        var recent = OnHosts(caller, view).Where(entry => entry.Decision.Time.UtcDateTime >= since && waiting.Contains(entry.Decision.ResourceId!.Value)).ToList();
        var publicPath = recent.Where(entry => entry.Decision.LinkId is null && entry.Decision.LinkKind == LinkIdentityKind.Absent).ToList();
        var sight = await sights.OfAsync(TenantOf(caller, view), cancellationToken);
        var own = await OwnLinkAsync(caller, view, cancellationToken);
        return new()
        {
            Now = now,
            WaitingSince = Later(Latest(view.CreatedAt, view.CreatedInCloudAt, view.AllowedAt), view.Approval.Since ?? view.CreatedAt),
            LinkSeen = own is not null || view.VerifiedAt is not null,
            NoListener = trust.Of(view.Service.Name).Count == 0,
            PublicPath = publicPath is [var last, ..]
                ? new(last.Decision.Time.UtcDateTime, last.Decision.Host ?? "", sight.Show(last).Client?.ToString() ?? "an address that the load balancer does not name", publicPath.Count)
                : null,
            OtherLink = await OtherLinkAsync(sight, recent, view, cancellationToken),
            OtherName = own is { } seen
                && !view.Hosts.SelectMany(host => host.Names).Any(name => Covers(name, seen.Host))
                && seen.Host?.EndsWith(AccessPolicy.ClaimSuffix, StringComparison.Ordinal) != true
                ? new(seen.LastSeen, seen.Host)
                : null,
            HeaderMissing = HeaderMissingSince(view, since),
        };
    }

    private static bool IsThrough(ConnectionEntry entry, OnboardingView view) =>
        entry.Decision.LinkId is { } link && link.Cloud == view.Service.Cloud && link.ToString() == view.LinkId;

    private async Task<ObservedLink?> OwnLinkAsync(Caller caller, OnboardingView view, CancellationToken cancellationToken)
    {
        if (view.LinkId is not { } linkId) return null;
        var seen = await observations.OfLinkAsync(view.Service.Cloud, view.Service.Name, linkId, cancellationToken);
        if (seen is not { } link || link.LastSeen < view.CreatedAt) return null;
        return caller.IsCompany || view.Claim == ClaimLevel.Proven || !await MayBeOthersAsync(view, link, cancellationToken) ? link : null;
    }

    /// <summary>
    /// Anyone can type any ID, so a typed ID may be another tenant's. Until it is proven, the portal reveals neither whether it works nor what it
    /// asks for.
    /// </summary>
    private async Task<bool> MayBeOthersAsync(OnboardingView view, ObservedLink link, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PrivateEndpoints.AnyAsync(other => other.TenantId != view.TenantId && other.Cloud == link.Cloud && other.LinkId == link.LinkId, cancellationToken)
            || await context.ResourceObservations.AnyAsync(
                observation => observation.TenantId != view.TenantId && observation.Cloud == link.Cloud && observation.LinkId == link.LinkId, cancellationToken);
    }

    /// <summary>
    /// A link of the same cloud, at the same service's listener, that is not the tenant's own. A second endpoint of the tenant, or one in another
    /// cloud, is no mistake.
    /// </summary>
    /// <param name="sight">The sight of the endpoint's tenant, even when the company looks, because the finding is written for the tenant.</param>
    private async Task<SeenLink?> OtherLinkAsync(LinkSight sight, List<ConnectionEntry> recent, OnboardingView view, CancellationToken cancellationToken)
    {
        var listeners = trust.Of(view.Service.Name);
        var others = recent.FindAll(entry =>
            entry.Decision.LinkId is { } link && link.Cloud == view.Service.Cloud && listeners.Contains(entry.Decision.Listener) && !IsThrough(entry, view));
        if (others.Count == 0) return null;
        var own = await OwnLinksAsync(view, cancellationToken);
        if (others.Find(entry => !own.Contains(entry.Decision.LinkId.ToString()!)) is not { } entry) return null;
        await sights.LearnAsync(sight, [entry], cancellationToken);
        var shown = sight.Show(entry);
        return new(shown.Time.UtcDateTime, shown.Host ?? view.Hosts[0].Host, shown.LinkId?.ToString() ?? shown.HiddenLink!);
    }

    private async Task<HashSet<string>> OwnLinksAsync(OnboardingView view, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await context.PrivateEndpoints
            .Where(endpoint => endpoint.TenantId == view.TenantId && endpoint.Cloud == view.Service.Cloud && endpoint.LinkId != null && endpoint.State != PrivateEndpointState.Retired)
            .Select(endpoint => endpoint.LinkId!)
            .ToListAsync(cancellationToken);
        return own.ToHashSet(StringComparer.Ordinal);
    }

    private static Caller TenantOf(Caller caller, OnboardingView view) => caller.IsCompany ? Caller.Tenant(caller.Person, view.TenantId) : caller;

    /// <summary>
    /// Connections that broke off before they named a host belong to no tenant, and their existence is no secret. A later link ID proves that the
    /// header is enabled. Then earlier connections without a header were scans or checks, and do not block this customer.
    /// </summary>
    private DateTime? HeaderMissingSince(OnboardingView view, DateTime since)
    {
        var listeners = trust.Of(view.Service.Name);
        if (listeners.Count == 0) return null;
        var newest = live.Entries(Caller.Company(PortalDbContext.Portal), entry => listeners.Contains(entry.Decision.Listener), LooksBackOver)
            .FirstOrDefault(entry => entry.Decision.LinkId is not null || entry.Decision.Reason == Reason.HeaderMissing);
        return newest?.Decision is { LinkId: null } decision && decision.Time.UtcDateTime >= since ? decision.Time.UtcDateTime : null;
    }

    private static bool Covers(string host, string? name) =>
        name is not null && (host == name || (host.StartsWith("*.", StringComparison.Ordinal) && Resource.SuffixOf(name) == host[2..]));

    private static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;

    private static DateTime Latest(DateTime first, DateTime? second, DateTime? third) => Later(first, Later(second ?? first, third ?? first));
}
