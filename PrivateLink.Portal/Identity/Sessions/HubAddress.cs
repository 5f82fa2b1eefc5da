using Microsoft.AspNetCore.SignalR;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// Provides the connection's address to code in an open page. The page's services do not see the connection. The context of the request that started
/// it may no longer exist.
/// </summary>
internal sealed class HubAddress : IHubFilter
{
    private static readonly AsyncLocal<string?> Flowing = new();

    /// <summary>The address of the current call. Null outside of a call.</summary>
    public static string? Current => Flowing.Value;

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        Flowing.Value = invocationContext.Context.GetHttpContext() is { } http ? ClientAddress.Of(http) : null;
        return next(invocationContext);
    }
}
