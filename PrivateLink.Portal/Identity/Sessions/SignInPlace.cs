using System.Net;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// The place of a sign-in, coarse enough to stay the same from day to day. It consists of the network (IPv4: /24, IPv6: /64) and the browser without
/// its version.
/// </summary>
internal sealed record SignInPlace(string Network, string Browser)
{
    private const int IPv4Prefix = 24;
    private const int IPv6Prefix = 64;
    private const int BitsPerByte = 8;

    public static SignInPlace Of(string address, string userAgent) => new(NetworkOf(address), BrowserName.Of(userAgent));

    private static string NetworkOf(string text)
    {
        if (!IPAddress.TryParse(text, out var address)) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        var prefix = bytes.Length == 4 ? IPv4Prefix : IPv6Prefix;
        bytes.AsSpan(prefix / BitsPerByte).Clear();
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}
