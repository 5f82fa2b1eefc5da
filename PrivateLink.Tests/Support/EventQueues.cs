using System.Runtime.InteropServices;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>The epoll descriptors of this process. Tests that touch them run alone.</summary>
internal static class EventQueues
{
    public static IReadOnlySet<int> All() => OpenDescriptors.Of("anon_inode:[eventpoll]").ToHashSet();

    /// <summary>Replaces a queue with another file, so that the next wait on it fails, as it would after a kernel or memory fault.</summary>
    public static void Break(int queue)
    {
        using var nothing = File.OpenHandle("/dev/null");
        Assert.Equal(queue, Duplicate((int)nothing.DangerousGetHandle(), queue));
    }

    [DllImport("libc", EntryPoint = "dup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int from, int to);
}
