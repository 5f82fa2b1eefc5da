namespace PrivateLink.Tests.Support;

/// <summary>Counts what this process holds of the system: sockets, pipes and event queues, but not files, which come and go with assemblies.</summary>
internal static class OpenDescriptors
{
    private const string Folder = "/proc/self/fd";
    private static readonly string[] Kinds = ["socket:", "pipe:", "anon_inode:"];

    /// <summary>Null where the system does not tell.</summary>
    public static int? Count() => Directory.Exists(Folder) ? Directory.EnumerateFileSystemEntries(Folder).Count(IsHeld) : null;

    private static bool IsHeld(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false) is { Name: var target }
                && Kinds.Any(kind => target.StartsWith(kind, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // closed since it was listed
        }
    }
}
