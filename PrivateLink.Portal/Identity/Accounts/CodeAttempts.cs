using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// Limits the codes that a person who knows the password may try. Five attempts are free. Then the wait starts at five minutes and doubles with every
/// five further attempts, up to a day. An attempt is counted before its code is checked, so parallel attempts get no more than five either. Passkeys
/// are not limited.
/// </summary>
internal sealed class CodeAttempts(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public const int InARow = 5;

    private const int MostDoublings = 9;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Counts one attempt.</summary>
    /// <returns>The number of attempts in a row, including this one. Null while the account accepts no codes.</returns>
    public async Task<int?> TryTakeAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var now = time.GetUtcNow().UtcDateTime;
            var person = await context.People.AsNoTracking()
                .Where(person => person.Id == personId)
                .Select(person => new { person.CodesTried, person.CodesClosedUntil })
                .SingleOrDefaultAsync(cancellationToken);
            if (person is null || person.CodesClosedUntil > now) return null;

            var tried = person.CodesTried + 1;
            DateTime? closedUntil = tried % InARow == 0 ? now + WaitAfter(tried) : null;
            var taken = await context.People.Where(row => row.Id == personId && row.CodesTried == person.CodesTried)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.CodesTried, tried).SetProperty(row => row.CodesClosedUntil, closedUntil), cancellationToken);
            if (taken == 1) return tried;
        }
    }

    /// <summary>Resets the count after a correct code.</summary>
    public async Task ForgetAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await ForgetAsync(context, personId, cancellationToken);
    }

    /// <summary>The same within a unit of work.</summary>
    public static Task ForgetAsync(PortalDbContext context, Guid personId, CancellationToken cancellationToken) => context.People.Where(person => person.Id == personId)
        .ExecuteUpdateAsync(set => set.SetProperty(person => person.CodesTried, 0).SetProperty(person => person.CodesClosedUntil, (DateTime?)null), cancellationToken);

    private static TimeSpan WaitAfter(int tried)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(tried / InARow - 1, MostDoublings));
        return wait < LongestWait ? wait : LongestWait;
    }
}
