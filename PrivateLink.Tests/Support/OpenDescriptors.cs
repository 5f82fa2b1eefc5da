using System.Globalization;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>What this process holds of the system, as Linux lists it.</summary>
internal static class OpenDescriptors
{
    private const string Folder = "/proc/self/fd";
    private static readonly string[] Kinds = ["socket:", "pipe:", "anon_inode:"];

    /// <summary>How many sockets, pipes and event queues there are, but not files, which come and go with assemblies. Null where the system does not tell.</summary>
    public static int? Count() => Directory.Exists(Folder) ? Of(Kinds).Count() : null;

    /// <summary>The numbers of those whose kind begins like one of these.</summary>
    public static IEnumerable<int> Of(params string[] kinds) => Directory.EnumerateFileSystemEntries(Folder)
        .Where(path => TargetOf(path) is { } target && kinds.Any(kind => target.StartsWith(kind, StringComparison.Ordinal)))
        .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));

    /// <summary>The sockets, whoever opened them. None is closed with the object.</summary>
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
