using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>Ends a person's sessions within a unit of work, and invalidates their cookies.</summary>
internal static class EndedSessions
{
    /// <param name="except">The session that stays open, because it made the request.</param>
    public static Task EndAsync(this IQueryable<PersonSession> sessions, Guid personId, Guid? except, DateTime now, CancellationToken cancellationToken) =>
        sessions.Where(session => session.PersonId == personId && session.EndedAt == null && session.Id != except)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
}
