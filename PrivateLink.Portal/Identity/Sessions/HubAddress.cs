using Microsoft.AspNetCore.SignalR;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// Tells what runs in an open page where its connection comes from. The page's own services do not see the connection, and the context of the
/// request that began it may be over.
/// </summary>
internal sealed class HubAddress : IHubFilter
{
    private static readonly AsyncLocal<string?> Flowing = new();

    /// <summary>The address behind the call that is being answered; null outside of one.</summary>
    public static string? Current => Flowing.Value;

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        Flowing.Value = invocationContext.Context.GetHttpContext() is { } http ? ClientAddress.Of(http) : null;
        return next(invocationContext);
    }
}
