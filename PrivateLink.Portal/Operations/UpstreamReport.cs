using PrivateLink.Engine.Forwarding;

namespace PrivateLink.Portal.Operations;

/// <summary>An upstream of the policy in force, with what the engine knows about its addresses.</summary>
/// <param name="HostCount">Behind how many resources it stands.</param>
/// <param name="Addresses">As configured; each with what it resolved to.</param>
public sealed record UpstreamReport(Guid Id, string Name, int HostCount, IReadOnlyList<UpstreamAddressReport> Addresses)
{
    public int Connections => Addresses.SelectMany(address => address.Resolved).DistinctBy(status => status.Address).Sum(status => status.Connections);

    /// <summary>Nothing of it can be used: every connection to its hosts fails.</summary>
    public bool IsDown => Addresses.Count == 0 || (Addresses.Any(address => address.Resolved.Count > 0) && Addresses.All(address => address.Resolved.All(status => !status.IsHealthy)));

    public bool IsImpaired => Addresses.Any(address => address.Resolved.Any(status => !status.IsHealthy));
}

/// <param name="Configured">Host and port.</param>
/// <param name="Resolved">What the engine has used or checked; empty while it has done neither.</param>
public sealed record UpstreamAddressReport(string Configured, IReadOnlyList<UpstreamAddressStatus> Resolved);
