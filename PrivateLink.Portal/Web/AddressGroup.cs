using System.Net;

namespace PrivateLink.Portal.Web;

/// <summary>Groups the addresses that belong to one network customer: for IPv6, a whole /64 network.</summary>
internal static class AddressGroup
{
    private const int NetworkBytes = 8;

    public static string? Of(string? address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.GetAddressBytes() is { Length: > 4 } bytes && !parsed.IsIPv4MappedToIPv6
            ? Convert.ToHexString(bytes, 0, NetworkBytes)
            : address;
}
