using System.Globalization;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Ceilings;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// Limits the entries that one person or one tenant may cause within ten minutes. Entries are permanent, and every save waits for the previous one.
/// Thread-safe.
/// </summary>
public sealed class EntryAllowance(IOptions<CeilingOptions> options, TimeProvider time)
{
    internal const int InTenMinutes = 20;

    private const string AnyChange = "";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid? Whose, string Action), Queue<DateTimeOffset>> _taken = [];

    /// <summary>
    /// Counts one more action that changes nothing but adds an entry, such as an export. False if the person has reached the limit.
    /// </summary>
    internal bool TryTake(Guid? personId, AuditAction action)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Forget(now - Period);
            if (IsUsedUp((personId, action.Code), InTenMinutes)) return false;
            Take((personId, action.Code), now);
            return true;
        }
    }

    /// <summary>
    /// Counts one more change of any size. Renaming, switching or resending in a loop delays others as much as creating things does. There is no
    /// limit for the company's own people.
    /// </summary>
    /// <param name="caller">The caller who changes something.</param>
    /// <param name="refusal">The reason for a refusal, as a sentence. Null if the change is allowed.</param>
    internal bool TryChange(Caller caller, out string? refusal)
    {
        refusal = null;
        if (caller.IsCompany) return true;

        var (now, ceilings) = (time.GetUtcNow(), options.Value);
        lock (_lock)
        {
            Forget(now - Period);
            if (caller.PersonId is { } person && IsUsedUp((person, AnyChange), ceilings.Changes)) refusal = Sentence("You have", ceilings.Changes);
            else if (caller.TenantId is { } tenant && IsUsedUp((tenant, AnyChange), ceilings.ChangesOfTenant)) refusal = Sentence("Your organisation has", ceilings.ChangesOfTenant);
            if (refusal is not null) return false;
            foreach (var whose in (Guid?[])[caller.PersonId, caller.TenantId])
                if (whose is not null) Take((whose, AnyChange), now);
            return true;
        }
    }

    private static string Sentence(string who, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"{who} made {most} changes within ten minutes. Nothing was saved. Try again in a few minutes.");

    private bool IsUsedUp((Guid? Whose, string Action) key, int most) => _taken.TryGetValue(key, out var taken) && taken.Count >= most;

    private void Take((Guid? Whose, string Action) key, DateTimeOffset now)
    {
        if (!_taken.TryGetValue(key, out var taken)) _taken.Add(key, taken = []);
        taken.Enqueue(now);
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (key, taken) in _taken)
        {
            while (taken.TryPeek(out var first) && first <= before) taken.Dequeue();
            if (taken.Count == 0) _taken.Remove(key);
        }
    }
}
