using System.Globalization;

namespace PrivateLink.Engine.Descriptors;

/// <summary>
/// Divides the process's limit of descriptors. One part is what the process holds besides connections. A reserve is for what it opens now and then
/// (pages, database files, assemblies, pipes of long streams). The rest is for connections; a relay takes two. A reserve matters because the runtime
/// ends the process if it cannot open a descriptor to load code.
/// </summary>
/// <param name="limit">The limit of the process.</param>
internal readonly struct DescriptorBudget(int limit)
{
    /// <summary>The smallest limit with which the engine starts.</summary>
    public const int SmallestLimit = 512;

    /// <summary>The descriptors of an idle portal, rounded up: mostly assemblies. The engine starts before all of them are open.</summary>
    public const int HeldAtRest = 400;

    private const int DescriptorsPerRelay = 2;
    private const int SmallestReserve = 64;
    private const int MostPipes = 256;
    private const int ReservePart = 8;
    private const int PipePart = 40;
    private const int CheckPart = 4;
    private const int HostPart = 3;

    /// <summary>The reserve that connections never use: an eighth of the limit, at least 64, at most 4,096.</summary>
    public int Reserve => Math.Clamp(limit / ReservePart, SmallestReserve, 4096);

    /// <summary>The most pipes for long streams. Each takes two descriptors from the reserve.</summary>
    public int Pipes => Math.Clamp(limit / PipePart / DescriptorsPerRelay, 1, MostPipes);

    /// <summary>The most upstream checks at a time. Each takes one descriptor; together a quarter of the reserve.</summary>
    public int Checks => Reserve / CheckPart;

    /// <summary>The most connections to the engine's host, such as those of browsers. Each takes one descriptor; together a third of the reserve.</summary>
    public int HostSockets => Reserve / HostPart;

    /// <summary>The most connections besides the other open descriptors.</summary>
    /// <param name="others">The number of open descriptors that belong to no connection.</param>
    public int ConnectionsBeside(int others) => Math.Max(0, limit - Math.Max(others, HeldAtRest) - Reserve) / DescriptorsPerRelay;

    /// <summary>Why the process cannot start with this limit; null if it can.</summary>
    public string? Problem => limit >= SmallestLimit
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"The limit of open descriptors is {limit}, and at least {SmallestLimit} are needed: {HeldAtRest} for the process itself, {SmallestReserve} in reserve, ")
            + "and two for each connection. Raise it, better to a million: LimitNOFILE=1048576 in the systemd unit, --ulimit nofile=1048576 for a container, "
            + "ulimit -n in a shell.";

    /// <summary>Why a configured connection limit does not fit; null if it does.</summary>
    public string? ProblemOf(int connections) => connections <= ConnectionsBeside(HeldAtRest)
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"Engine:Limits:Connections: {connections} connections need {(DescriptorsPerRelay * (long)connections) + HeldAtRest + Reserve} descriptors, and the limit is {limit}. ")
            + string.Create(CultureInfo.InvariantCulture, $"Raise the limit (LimitNOFILE), or set at most {ConnectionsBeside(HeldAtRest)}, or leave it out.");
}
