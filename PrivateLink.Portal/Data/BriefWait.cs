using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PrivateLink.Portal.Data;

/// <summary>For what is not worth waiting for.</summary>
internal static class BriefWait
{
    private const string OneSecond = "PRAGMA busy_timeout = 1000;";

    /// <summary>From here on until it is disposed, no command of the context takes longer than a second. The next context waits again (<see cref="SqliteSettings"/>).</summary>
    public static async Task WaitBrieflyAsync(this DatabaseFacade database, CancellationToken cancellationToken)
    {
        database.SetCommandTimeout(TimeSpan.FromSeconds(1));
        if (!database.IsSqlite()) return;
        await database.OpenConnectionAsync(cancellationToken);
        await database.ExecuteSqlRawAsync(OneSecond, cancellationToken);
    }
}
