namespace PrivateLink.Portal.Components.Layout;

/// <summary>The zone in which a person reads times, for pages without a circuit: the browser keeps the choice and its own zone in cookies.</summary>
public static class ViewerZone
{
    /// <returns>UTC by choice, or when the browser has not said its zone yet, or the server does not know it.</returns>
    public static TimeZoneInfo Of(IRequestCookieCollection cookies) =>
        cookies["times"] != "utc" && cookies["zone"] is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
