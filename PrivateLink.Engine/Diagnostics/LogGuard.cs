namespace PrivateLink.Engine.Diagnostics;

/// <summary>Guards code that a failing log or metric must not end: connections, loops, timers and the shutdown.</summary>
internal static class LogGuard
{
    /// <summary>Writes to the log and ignores its failures. For rare events only, since the caller may allocate.</summary>
    public static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception)
        {
            // The log itself may be broken. Records and health checks also report, and the caller must go on.
        }
    }
}
