using System.Collections.Concurrent;
using System.Net;
using PrivateLink.Engine.Policy;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Benchmarks;

/// <summary>
/// A policy that changes many times a second: a random host gets an extra link, or loses it again. The load's expected answers do not change, so
/// every answer can be checked. Keeps the latest revisions, so that records can be compared with the policy they name.
/// </summary>
internal sealed class ChurningPolicy : IPolicySource, IDisposable
{
    private const int KeptRevisions = 512;
    private const int FoldAt = 500;
    private const int ExtraLink = 900_000_000;

    private readonly IReadOnlyList<ResourcePolicy> _resources;
    private readonly ConcurrentDictionary<long, PolicySnapshot> _history = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _churning;
    private volatile PolicySnapshot _current;

    public ChurningPolicy(int hosts, IPEndPoint upstream, int changesPerSecond)
    {
        _resources = BenchPolicy.Resources(hosts, linksPerHost: 1, upstream);
        _current = new(1, DateTimeOffset.UtcNow, _resources);
        _history[1] = _current;
        Changes = changesPerSecond > 0;
        _churning = changesPerSecond > 0 ? ChurnAsync(TimeSpan.FromSeconds(1.0 / changesPerSecond)) : Task.CompletedTask;
    }

    /// <summary>Whether the policy changes at all.</summary>
    public bool Changes { get; }

    public event Action<PolicyChange>? Changed;

    public PolicySnapshot? Current => _current;

    /// <summary>The snapshot of a revision; null if it is no longer kept.</summary>
    public PolicySnapshot? Find(long revision) => _history.GetValueOrDefault(revision);

    public void Dispose()
    {
        _stop.Cancel();
        _churning.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task ChurnAsync(TimeSpan pause)
    {
        using var timer = new PeriodicTimer(pause);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) ChangeOne();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void ChangeOne()
    {
        var before = _current.OverlaySize < FoldAt ? _current : _current.Fold();
        var resource = before.Find(_resources[Random.Shared.Next(_resources.Count)].ResourceId)!;
        var extra = new LinkGrant(BenchPolicy.Link(ExtraLink), "bench");
        var links = resource.Links.Grants;
        var changed = new ResourcePolicy
        {
            ResourceId = resource.ResourceId,
            TenantId = resource.TenantId,
            Names = resource.Names,
            Mode = resource.Mode,
            Links = new LinkTable(links.Contains(extra) ? links.Except([extra]) : links.Append(extra)),
            Upstream = resource.Upstream,
        };

        var next = before.With(before.Revision + 1, DateTimeOffset.UtcNow, new Dictionary<Guid, ResourcePolicy?> { [changed.ResourceId] = changed });
        _history[next.Revision] = next;
        _history.TryRemove(next.Revision - KeptRevisions, out _);
        _current = next;
        Changed?.Invoke(new PolicyChange(next, new HashSet<Guid> { changed.ResourceId }));
    }
}
