using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Protocol.Policy;

/// <summary>One address of an upstream: a host name or IP literal, and a TCP port.</summary>
/// <param name="Host">A DNS name or an IP literal, without brackets.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record UpstreamAddress(string Host, int Port)
{
    /// <summary><c>host:port</c>, with brackets around an IPv6 literal.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>The company's own addresses behind one or more resources. Immutable.</summary>
/// <param name="Id">The portal's key.</param>
/// <param name="Name">The display name.</param>
/// <param name="Addresses">The addresses to connect to. If empty, every connection ends with <see cref="CloseReason.BackendNone"/>.</param>
/// <param name="SendProxyHeader">
/// Whether each connection begins with a PROXY v2 header that names the authorised host and the link. The backend can then check that the HTTP host
/// is the authorised one. Only for backends that expect the header.
/// </param>
public sealed record Upstream(Guid Id, string Name, IReadOnlyList<UpstreamAddress> Addresses, bool SendProxyHeader = false)
{
    /// <summary>Whether every field is equal. Record equality would compare the address lists by reference.</summary>
    internal bool IsSameAs(Upstream other) =>
        Id == other.Id && Name == other.Name && SendProxyHeader == other.SendProxyHeader && Addresses.SequenceEqual(other.Addresses);
}
