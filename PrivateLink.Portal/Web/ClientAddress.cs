using System.Net;

namespace PrivateLink.Portal.Web;

/// <summary>The origin of a request, as records and limits show it.</summary>
public static class ClientAddress
{
    /// <summary>The client's own address, behind trusted proxies; null when there is none.</summary>
    public static string? Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    /// <summary>The peer of a connection, which may be a proxy; null when it has no address.</summary>
    internal static string? Of(EndPoint? peer) => Of((peer as IPEndPoint)?.Address);

    private static string? Of(IPAddress? address) => address is null ? null : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
