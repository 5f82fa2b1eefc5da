using System.Globalization;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>The open descriptors of this process, as Linux lists them.</summary>
internal static class OpenDescriptors
{
    private const string Folder = "/proc/self/fd";
    private static readonly string[] Kinds = ["socket:", "pipe:", "anon_inode:"];

    /// <summary>
    /// The number of sockets, pipes and event queues, but not of files, which come and go with assemblies. Null if the system does not report it.
    /// </summary>
    public static int? Count() => Directory.Exists(Folder) ? Of(Kinds).Count() : null;

    /// <summary>The descriptors whose kind starts with one of these.</summary>
    public static IEnumerable<int> Of(params string[] kinds) => Directory.EnumerateFileSystemEntries(Folder)
        .Where(path => TargetOf(path) is { } target && kinds.Any(kind => target.StartsWith(kind, StringComparison.Ordinal)))
        .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));

    /// <summary>All sockets of the process. Disposing the objects does not close them.</summary>
    public static IEnumerable<Socket> Sockets => Of("socket:").Select(Open).OfType<Socket>();

    private static Socket? Open(int descriptor)
    {
        try
        {
            return new Socket(new SafeSocketHandle(descriptor, ownsHandle: false));
        }
        catch (SocketException)
        {
            return null; // closed since it was listed
        }
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            return null; // closed since it was listed
        }
    }
}
