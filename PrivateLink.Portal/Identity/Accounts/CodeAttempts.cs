using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// How many codes somebody who knows the password may try: five, then a wait that doubles with every further five, from five minutes to a day. An attempt is
/// counted before its code is looked at, so that many at the same moment are no more than five either. Passkeys are not held up.
/// </summary>
internal sealed class CodeAttempts(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public const int InARow = 5;

    private const int MostDoublings = 9;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Takes one attempt.</summary>
    /// <returns>How many there were in a row, with this one; null while the account takes no codes.</returns>
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

    /// <summary>The code was right: the next wrong one is the first again.</summary>
    public async Task ForgetAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await ForgetAsync(context, personId, cancellationToken);
    }

    /// <summary>The same inside a unit of work.</summary>
    public static Task ForgetAsync(PortalDbContext context, Guid personId, CancellationToken cancellationToken) => context.People.Where(person => person.Id == personId)
        .ExecuteUpdateAsync(set => set.SetProperty(person => person.CodesTried, 0).SetProperty(person => person.CodesClosedUntil, (DateTime?)null), cancellationToken);

    private static TimeSpan WaitAfter(int tried)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(tried / InARow - 1, MostDoublings));
        return wait < LongestWait ? wait : LongestWait;
    }
}
