namespace PrivateLink.Engine.Diagnostics;

/// <summary>For places that a fault of the log must not end: accept loops, event loops, threads of the pool, whatever restarts them.</summary>
internal static class LogGuard
{
    /// <summary>Writes to the log, whatever the logger does. For rare moments: the caller may allocate.</summary>
    public static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception)
        {
            // The log may be what is broken. Health tells as well, and the caller must go on in any case.
        }
    }
}
