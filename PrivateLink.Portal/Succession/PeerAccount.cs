using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Succession;

/// <summary>The account and the process at the other end of a local socket, as the kernel reports them.</summary>
/// <param name="Process">The process; null if the kernel does not report it.</param>
/// <param name="User">The number of the account; null if the kernel does not report it.</param>
internal readonly partial record struct PeerAccount(int? Process, uint? User)
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int Root = 0;
    private const uint NoLogin = uint.MaxValue;

    /// <summary>
    /// Whether it is the portal's own account or the machine's administrator. On systems whose kernel does not report the account, the socket file's
    /// mode is the only protection.
    /// </summary>
    public bool IsOwn => !OperatingSystem.IsLinux() || (User is { } user && (user == Root || user == OwnUser()));

    /// <summary>
    /// The account, for the audit log: by its name in /etc/passwd, otherwise by its number. A person who became another account is named first, if the
    /// machine keeps who signed in.
    /// </summary>
    public string Name
    {
        get
        {
            if (this is not { User: { } user, Process: { } process }) return "an unknown account";
            var account = NameOf(user);
            return LoginOf(process) is { } login && NameOf(login) is var person && person != account ? $"{person} as {account}" : account;
        }
    }

    public static PeerAccount Of(Socket peer)
    {
        Span<int> credentials = stackalloc int[3]; // process, user, group
        return OperatingSystem.IsLinux() && peer.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials)) == sizeof(int) * credentials.Length
            ? new(credentials[0], (uint)credentials[1])
            : default;
    }

    private static string NameOf(uint id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[2] == number)?[0] ?? $"account {number}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"account {number}";
        }
    }

    /// <summary>Who signed in to the session of a process; null if nobody did, such as for a service.</summary>
    private static uint? LoginOf(int process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/loginuid"));
            return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != NoLogin ? id : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint OwnUser();
}
