using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// Refused attempts of one kind. The first within ten minutes has its own entry at once; the others are counted and become one entry at the
/// end of that time. Entries are for ever, so nobody may make them at will. Thread-safe.
/// </summary>
public sealed class RefusalTally(TimeProvider time)
{
    /// <summary>Kinds within one period that have entries of their own, of strangers and of accounts each; those beyond share one.</summary>
    internal const int MostKinds = 200;

    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Kind, Sum> _sums = [];

    /// <summary>Counts an attempt.</summary>
    /// <returns>Whether it is the first of its kind, which has an entry of its own.</returns>
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

    /// <summary>Hands over what is to become an entry: every kind whose time is over.</summary>
    /// <param name="all">Also kinds whose time is not over: the process ends.</param>
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
    /// From many addresses, or against many accounts: what they have in common stays known. Strangers have nothing else; anyone who has signed in is
    /// always named, and so is the tenant.
    /// </summary>
    private static (Kind Kind, AuditActor Actor, AuditTarget Target) Common(Kind kind, AuditActor actor, AuditTarget target)
    {
        var nothing = target with { Id = null, Name = "" };
        return actor.PersonId is null
            ? (new Kind(kind.Action, null, null, kind.TargetKind, null, null), AuditActor.Stranger(null), nothing with { TenantId = null })
            : (kind with { Address = null, TargetId = null }, actor with { Address = null, SessionId = null }, nothing);
    }

    /// <summary>What is counted together.</summary>
    private readonly record struct Kind(string Action, string? Address, Guid? PersonId, string TargetKind, Guid? TargetId, Guid? TenantId);

    /// <summary>Attempts of one kind.</summary>
    /// <param name="Count">How many came after the first.</param>
    /// <param name="First">When the first came.</param>
    internal sealed record Sum(AuditActor Actor, AuditAction Action, AuditTarget Target, string Why, int Count, DateTimeOffset First, DateTimeOffset Last);
}
