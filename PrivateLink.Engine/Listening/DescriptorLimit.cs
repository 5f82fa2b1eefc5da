using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PrivateLink.Engine.Listening;

/// <summary>The process's limit of open descriptors: raised to what the system allows, and turned into a ceiling of connections.</summary>
internal static partial class DescriptorLimit
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE on Linux
    private const int DescriptorsPerRelay = 2;
    private const ulong Unlimited = 1_000_000;
    private const int WithoutLimit = 100_000;
    private const int MostPipes = 256;

    /// <summary>Raises the soft limit to the hard one (setrlimit(2)) and returns 80 % of half of it: relays take two, other things some.</summary>
    public static int RaiseAndDeriveCeiling()
    {
        if (!OperatingSystem.IsLinux()) return WithoutLimit;
        return (int)(Math.Min(Raise(), Unlimited) / DescriptorsPerRelay * 8 / 10);
    }

    /// <summary>The pipes that long streams may flow through: two descriptors each, together a quarter of what the ceiling leaves.</summary>
    public static int RaiseAndDerivePipes() =>
        OperatingSystem.IsLinux() ? (int)Math.Clamp(Math.Min(Raise(), Unlimited) / DescriptorsPerRelay / 20, 1, MostPipes) : MostPipes;

    [SupportedOSPlatform("linux")]
    private static ulong Raise()
    {
        if (GetLimit(OpenFiles, out var limit) != 0) return WithoutLimit;
        if (limit.Soft < limit.Hard && SetLimit(OpenFiles, new Limit { Soft = limit.Hard, Hard = limit.Hard }) == 0) return limit.Hard;
        return limit.Soft;
    }

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
