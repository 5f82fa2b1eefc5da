using System.Runtime.InteropServices;
using PrivateLink.Engine.Listening;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Copies descriptors within this process, as SCM_RIGHTS does between processes: both copies are the same socket.</summary>
internal static class CopiedSockets
{
    public static IReadOnlyList<PassedSocket> Of(IEnumerable<PassedSocket> sockets) =>
        [.. sockets.Select(static socket => socket with { Descriptor = Copy(socket.Descriptor) })];

    public static int Copy(int descriptor)
    {
        var copy = Duplicate(descriptor);
        Assert.True(copy >= 0);
        return copy;
    }

    [DllImport("libc", EntryPoint = "dup")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);
}
