using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>Selects the sessions that are still valid.</summary>
internal static class OpenSessions
{
    /// <summary>Sessions that have not been ended, were used recently, and have not reached the maximum lifetime.</summary>
    public static IQueryable<PersonSession> OpenAt(this IQueryable<PersonSession> sessions, DateTime now, TimeSpan endAfter)
    {
        var oldest = now - endAfter;
        return sessions.Where(session => session.EndedAt == null && session.ExpiresAt > now && session.StartedAt > oldest);
    }
}
