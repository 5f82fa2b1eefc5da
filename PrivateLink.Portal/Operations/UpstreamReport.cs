using PrivateLink.Engine.Forwarding;

namespace PrivateLink.Portal.Operations;

/// <summary>An upstream of the policy in force, with what the engine knows about its addresses.</summary>
/// <param name="HostCount">The number of resources that use it.</param>
/// <param name="Addresses">The configured addresses, each with what it resolved to.</param>
public sealed record UpstreamReport(Guid Id, string Name, int HostCount, IReadOnlyList<UpstreamAddressReport> Addresses)
{
    private const int MostNamed = 3;

    public int Connections => Addresses.SelectMany(address => address.Resolved).DistinctBy(status => status.Address).Sum(status => status.Connections);

    /// <summary>None of its addresses can be used, so every connection to its hosts fails.</summary>
    public bool IsDown => Addresses.Count == 0 || (Addresses.Any(address => address.Resolved.Count > 0) && Addresses.All(address => address.Resolved.All(status => !status.IsHealthy)));

    public bool IsImpaired => Unhealthy.Any();

    /// <summary>Its state in one word.</summary>
    public string Condition => IsDown ? "down" : IsImpaired ? "impaired" : IsChecked ? "healthy" : "not checked yet";

    /// <summary>Whether the engine has used or checked each of its addresses. One that it has not may fail.</summary>
    public bool IsChecked => Addresses.All(address => address.Resolved.Count > 0);

    /// <summary>When its last usable address failed; null while one is usable, or if the time is unknown.</summary>
    public DateTimeOffset? DownSince => IsDown ? Unhealthy.Max(status => status.Since) : null;

    /// <summary>When an address of it first worked again after a connection failed; null if none is known to work since.</summary>
    /// <param name="failed">When the connection failed.</param>
    public DateTimeOffset? WorksAgainSince(DateTimeOffset failed) =>
        Addresses.SelectMany(address => address.Resolved).Select(status => status.WorksSince).Where(since => since > failed).Min();

    /// <summary>The problem with its addresses; null if there is none.</summary>
    public string? Problem
    {
        get
        {
            var sick = Unhealthy.ToList();
            return sick.Count == 0 ? null : $"{string.Join(", ", sick.Take(MostNamed).Select(status => $"{status.Address}: {status.Problem ?? "does not answer"}"))}{(sick.Count > MostNamed ? ", …" : "")}";
        }
    }

    private IEnumerable<UpstreamAddressStatus> Unhealthy => Addresses.SelectMany(address => address.Resolved).Where(status => !status.IsHealthy).DistinctBy(status => status.Address);
}

/// <param name="Configured">Host and port.</param>
/// <param name="Resolved">The addresses that the engine has used or checked; empty if there are none.</param>
public sealed record UpstreamAddressReport(string Configured, IReadOnlyList<UpstreamAddressStatus> Resolved);
