using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PrivateLink.Portal.Data;

/// <summary>Limits commands to one second, for work that is not worth a longer wait.</summary>
internal static class BriefWait
{
    private const string OneSecond = "PRAGMA busy_timeout = 1000;";

    /// <summary>
    /// Until the context is disposed, none of its commands takes longer than a second. The next context waits as usual
    /// (<see cref="SqliteSettings"/>).
    /// </summary>
    public static async Task WaitBrieflyAsync(this DatabaseFacade database, CancellationToken cancellationToken)
    {
        database.SetCommandTimeout(TimeSpan.FromSeconds(1));
        if (!database.IsSqlite()) return;
        await database.OpenConnectionAsync(cancellationToken);
        await database.ExecuteSqlRawAsync(OneSecond, cancellationToken);
    }
}
