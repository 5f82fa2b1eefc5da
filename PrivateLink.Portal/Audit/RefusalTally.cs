using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// Counts refused attempts of one kind. The first within ten minutes gets its own entry at once. The others become one entry at the end of that time.
/// Entries are permanent, so no one may create them at will. Thread-safe.
/// </summary>
public sealed class RefusalTally(TimeProvider time)
{
    /// <summary>
    /// The maximum number of kinds with their own entries in one period, for strangers and for accounts separately. All further kinds share one
    /// entry.
    /// </summary>
    internal const int MostKinds = 200;

    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Kind, Sum> _sums = [];

    /// <summary>Counts an attempt.</summary>
    /// <returns>Whether it is the first of its kind. The first gets its own entry.</returns>
    internal bool IsFirst(AuditActor actor, AuditAction action, AuditTarget target, string why)
    {
        var now = time.GetUtcNow();
        var kind = new Kind(action.Code, AddressGroup.Of(actor.Address), actor.PersonId, target.Kind, target.Id, target.TenantId);
        lock (_lock)
        {
            if (!_sums.ContainsKey(kind) && _sums.Keys.Count(other => (other.PersonId is null) == (actor.PersonId is null)) >= MostKinds)
                (kind, actor, target) = Common(kind, actor, target);

            if (_sums.TryGetValue(kind, out var sum))
            {
                _sums[kind] = sum with { Count = sum.Count + 1, Last = now, Why = why };
                return false;
            }

            _sums.Add(kind, new Sum(actor, action, target, why, 0, now, now));
            return true;
        }
    }

    /// <summary>Returns every kind whose period is over, to become an entry.</summary>
    /// <param name="all">Also returns kinds whose period is not over, because the process ends.</param>
    internal IReadOnlyList<Sum> TakeOver(bool all = false)
    {
        var before = time.GetUtcNow() - Period;
        lock (_lock)
        {
            var over = _sums.Where(pair => all || pair.Value.First <= before).ToList();
            foreach (var (kind, _) in over) _sums.Remove(kind);
            return [.. over.Select(pair => pair.Value).Where(sum => sum.Count > 0)];
        }
    }

    /// <summary>
    /// Attempts from many addresses, or against many accounts. The entry keeps what they have in common. For strangers, there is nothing else. For
    /// people who have signed in, it always names the person and the tenant.
    /// </summary>
    private static (Kind Kind, AuditActor Actor, AuditTarget Target) Common(Kind kind, AuditActor actor, AuditTarget target)
    {
        var nothing = target with { Id = null, Name = "" };
        return actor.PersonId is null
            ? (new Kind(kind.Action, null, null, kind.TargetKind, null, null), AuditActor.Stranger(null), nothing with { TenantId = null })
            : (kind with { Address = null, TargetId = null }, actor with { Address = null, SessionId = null }, nothing);
    }

    /// <summary>Attempts that are counted together.</summary>
    private readonly record struct Kind(string Action, string? Address, Guid? PersonId, string TargetKind, Guid? TargetId, Guid? TenantId);

    /// <summary>Attempts of one kind.</summary>
    /// <param name="Count">The number of attempts after the first.</param>
    /// <param name="First">When the first attempt happened.</param>
    internal sealed record Sum(AuditActor Actor, AuditAction Action, AuditTarget Target, string Why, int Count, DateTimeOffset First, DateTimeOffset Last);
}
