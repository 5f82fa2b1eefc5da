using System.Globalization;
using System.Runtime.InteropServices;
using PrivateLink.Engine.Listening;

namespace PrivateLink.Portal.Succession;

/// <summary>Listening sockets that systemd opened for this process (sd_listen_fds(3)): <c>LISTEN_PID</c>, <c>LISTEN_FDS</c>, <c>LISTEN_FDNAMES</c>.</summary>
internal static partial class SystemdSockets
{
    private const int First = 3; // SD_LISTEN_FDS_START
    private const int SetDescriptorFlags = 2; // F_SETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    private static readonly string[] Variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"];

    /// <summary>Takes them, so that programs started by this one find neither sockets nor variables.</summary>
    public static IReadOnlyList<PassedSocket> Take()
    {
        string?[] values = [.. Variables.Select(Environment.GetEnvironmentVariable)];
        var sockets = Read(values[0], values[1], values[2], Environment.ProcessId);
        foreach (var name in Variables) Environment.SetEnvironmentVariable(name, null);
        foreach (var socket in sockets) _ = Control(socket.Descriptor, SetDescriptorFlags, CloseOnExec);
        return sockets;
    }

    /// <summary>The sockets that the variables describe. Those of another process are not ours: a shell may have passed its variables on.</summary>
    internal static IReadOnlyList<PassedSocket> Read(string? process, string? count, string? names, int self)
    {
        if (!int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) || owner != self) return [];
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var sockets)) return [];
        var each = names?.Split(':') ?? [];
        return [.. Enumerable.Range(0, sockets).Select(index => new PassedSocket(index < each.Length ? each[index] : "unknown", index, First + index))];
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, nint argument);
}
