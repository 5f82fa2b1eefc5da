using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>Which sessions count.</summary>
internal static class OpenSessions
{
    /// <summary>Those that nobody has ended, that were used lately, and that are not too old whatever their use.</summary>
    public static IQueryable<PersonSession> OpenAt(this IQueryable<PersonSession> sessions, DateTime now, TimeSpan endAfter)
    {
        var oldest = now - endAfter;
        return sessions.Where(session => session.EndedAt == null && session.ExpiresAt > now && session.StartedAt > oldest);
    }
}
