using System.Globalization;

namespace PrivateLink.Engine.Descriptors;

/// <summary>
/// How a limit of descriptors is divided: what the process holds besides connections, a reserve for what it opens now and then (pages, database files,
/// assemblies, pipes of long streams), and the rest for connections, of which a relay takes two. Without a descriptor the runtime cannot even load code, and
/// ends the process.
/// </summary>
/// <param name="limit">The limit of the process.</param>
internal readonly struct DescriptorBudget(int limit)
{
    /// <summary>The least limit with which the engine starts.</summary>
    public const int SmallestLimit = 512;

    /// <summary>What a portal holds when nothing happens, rounded up: mostly assemblies. The engine starts before it holds all of it.</summary>
    public const int HeldAtRest = 400;

    private const int DescriptorsPerRelay = 2;
    private const int SmallestReserve = 64;
    private const int MostPipes = 256;
    private const int ReservePart = 8;
    private const int PipePart = 40;
    private const int CheckPart = 4;
    private const int HostPart = 3;

    /// <summary>Kept free of connections: an eighth, at least 64, at most 4,096.</summary>
    public int Reserve => Math.Clamp(limit / ReservePart, SmallestReserve, 4096);

    /// <summary>The pipes that long streams may flow through: two descriptors each, out of the reserve.</summary>
    public int Pipes => Math.Clamp(limit / PipePart / DescriptorsPerRelay, 1, MostPipes);

    /// <summary>The checks of upstream addresses that may be under way: one descriptor each, a quarter of the reserve.</summary>
    public int Checks => Reserve / CheckPart;

    /// <summary>The connections that the host of the engine may take, such as those of browsers: one descriptor each, a third of the reserve.</summary>
    public int HostSockets => Reserve / HostPart;

    /// <summary>The connections that fit beside what else is open.</summary>
    /// <param name="others">Descriptors that belong to no connection.</param>
    public int ConnectionsBeside(int others) => Math.Max(0, limit - Math.Max(others, HeldAtRest) - Reserve) / DescriptorsPerRelay;

    /// <summary>Why nothing can start with this limit; null when something can.</summary>
    public string? Problem => limit >= SmallestLimit
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"The limit of open descriptors is {limit}, and at least {SmallestLimit} are needed: {HeldAtRest} for the process itself, {SmallestReserve} in reserve, ")
            + "and two for each connection. Raise it, better to a million: LimitNOFILE=1048576 in the systemd unit, --ulimit nofile=1048576 for a container, "
            + "ulimit -n in a shell.";

    /// <summary>Why a configured ceiling does not fit; null when it does.</summary>
    public string? ProblemOf(int connections) => connections <= ConnectionsBeside(HeldAtRest)
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"Engine:Limits:Connections: {connections} connections need {(DescriptorsPerRelay * (long)connections) + HeldAtRest + Reserve} descriptors, and the limit is {limit}. ")
            + string.Create(CultureInfo.InvariantCulture, $"Raise the limit (LimitNOFILE), or set at most {ConnectionsBeside(HeldAtRest)}, or leave it out.");
}
