using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>The private link service of each listener. Link IDs are unique within one service.</summary>
public sealed class ListenerServices(IOptions<EngineOptions> engine)
{
    /// <summary>The normalised name; empty if the listener serves any service.</summary>
    public string Of(string listener) =>
        engine.Value.Listeners.TryGetValue(listener, out var options) && options.Service is { } service
            ? BoundedText.Cut(NormalizedText.Of(service), PrivateLinkService.NameLength)
            : "";
}
