namespace PrivateLink.Portal.Components.Layout;

/// <summary>The zone in which a person reads times on pages without a circuit. The browser keeps the choice and its own zone in cookies.</summary>
public static class ViewerZone
{
    /// <returns>UTC if the person chose it. Also UTC if the browser has not sent its zone, or the server does not know it.</returns>
    public static TimeZoneInfo Of(IRequestCookieCollection cookies) =>
        cookies["times"] != "utc" && cookies["zone"] is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
