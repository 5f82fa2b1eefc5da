using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Files;

/// <summary>Identifies a file independent of its name: its device, its number there, and its creation time, because numbers are reused.</summary>
internal readonly partial record struct FileIdentity
{
    private const int CurrentFolder = -100;
    private const string Descriptors = "/proc/self/fd";
    private const uint NumberAndBirth = 0x100 | 0x800;

    private readonly (uint Major, uint Minor) _device;
    private readonly ulong _number;
    private readonly (long Seconds, uint Nanoseconds) _madeAt;

    private FileIdentity(Status status) => (_device, _number, _madeAt) = ((status.DeviceMajor, status.DeviceMinor), status.Number, (status.MadeAtSeconds, status.MadeAtNanoseconds));

    /// <summary>Whether files can be identified on this system. On Windows, an open file cannot be moved.</summary>
    public static bool IsKnown { get; } = OperatingSystem.IsLinux();

    /// <summary>The file at a path; null if there is none, or if it cannot be examined.</summary>
    public static FileIdentity? Of(string path)
    {
        if (!IsKnown || Ask(CurrentFolder, path, 0, NumberAndBirth, out var status) != 0) return null;
        return new(status);
    }

    /// <summary>Whether this process has it open, under any name.</summary>
    public bool IsOpenHere()
    {
        try
        {
            foreach (var descriptor in Directory.EnumerateFiles(Descriptors))
                if (Of(descriptor) == this)
                    return true;
            return false;
        }
        catch (IOException)
        {
            return true; // no descriptor is left for the check
        }
    }

    /// <summary>statx(2), whose result has the same layout on every processor.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int folder, string path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(80)]
        public long MadeAtSeconds;

        [FieldOffset(88)]
        public uint MadeAtNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
