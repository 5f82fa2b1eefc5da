namespace PrivateLink.Portal.Web;

/// <summary>Where a request comes from, as records and limits name it.</summary>
public static class ClientAddress
{
    /// <summary>The client's own address, behind the proxies that are trusted; null when there is none.</summary>
    public static string? Of(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
