using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Publishing;

/// <summary>How far to trust a header that arrived at a listener: only if the listener accepts headers from its own load balancer alone.</summary>
public sealed class ListenerTrust(IOptions<EngineOptions> engine)
{
    /// <summary>Why a claim through a listener proves nothing about a service's endpoint; null when it is proof.</summary>
    /// <param name="listener">The listener's name.</param>
    /// <param name="service">The service's name, in upper or lower case.</param>
    public string? Objection(string listener, string service)
    {
        if (!engine.Value.Listeners.TryGetValue(listener, out var options)) return $"The listener {listener} no longer exists.";
        if (options.ProxyProtocol != ProxyProtocolMode.Require) return $"The listener {listener} does not accept headers.";
        if (TrustsEveryone(options)) return $"The listener {listener} trusts headers from every source, so this proves nothing.";
        return options.Service is { } bound && NormalizedText.Of(bound) == NormalizedText.Of(service)
            ? null
            : $"The listener {listener} does not belong to this service.";
    }

    /// <summary>The listeners that are bound to a service.</summary>
    public IReadOnlyList<string> Of(string service) =>
    [
        .. engine.Value.Listeners
            .Where(listener => listener.Value.Service is { } bound && NormalizedText.Of(bound) == NormalizedText.Of(service))
            .Select(listener => listener.Key)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The listener's settings; null when there is no such listener.</summary>
    internal ListenerOptions? SettingsOf(string listener) => engine.Value.Listeners.TryGetValue(listener, out var options) ? options : null;

    internal static bool TrustsEveryone(ListenerOptions options) =>
        options.TrustedSources.Any(source => IPNetwork.TryParse(source, out var network) && network.PrefixLength == 0);
}
