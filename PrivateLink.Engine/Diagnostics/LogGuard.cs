namespace PrivateLink.Engine.Diagnostics;

/// <summary>For places that a fault of the log, or of metrics, must not end: stories of connections, loops, timers, the way to a stop.</summary>
internal static class LogGuard
{
    /// <summary>Writes, whatever the logger does. For rare moments: the caller may allocate.</summary>
    public static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception)
        {
            // The log may be what is broken. Records and health tell as well, and the caller must go on in any case.
        }
    }
}
