using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>Which private link service stands behind a listener: link IDs are unique within one.</summary>
public sealed class ListenerServices(IOptions<EngineOptions> engine)
{
    /// <summary>The normalised name; empty when the listener serves any.</summary>
    public string Of(string listener) =>
        engine.Value.Listeners.TryGetValue(listener, out var options) && options.Service is { } service
            ? BoundedText.Cut(NormalizedText.Of(service), PrivateLinkService.NameLength)
            : "";
}
