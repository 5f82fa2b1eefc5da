using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PrivateLink.Engine.Descriptors;

/// <summary>The process's limit of open descriptors, and how many are open. Thread-safe.</summary>
internal static partial class DescriptorLimit
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE on Linux
    private const ulong Most = 1_000_000;
    private const string OpenOnes = "/proc/self/fd";

    /// <summary>Raises the soft limit to the hard one (setrlimit(2)).</summary>
    /// <returns>The new limit; null if the system does not report one.</returns>
    public static int? Raise()
    {
        if (!OperatingSystem.IsLinux() || GetLimit(OpenFiles, out var limit) != 0) return null;
        return (int)Math.Min(Raise(limit), Most);
    }

    /// <summary>
    /// The number of open descriptors. Takes time in proportion to that number. Null if the system does not report it, or if no descriptor is left to
    /// read it with.
    /// </summary>
    public static int? CountOpen()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(OpenOnes).Count();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [SupportedOSPlatform("linux")]
    private static ulong Raise(Limit limit) =>
        limit.Soft < limit.Hard && SetLimit(OpenFiles, new Limit { Soft = limit.Hard, Hard = limit.Hard }) == 0 ? limit.Hard : limit.Soft;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
