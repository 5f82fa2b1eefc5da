using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Modules;

namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// The engine's listeners if none is configured: one per cloud that requires a PROXY header, and a public one that refuses it. If the settings files,
/// the environment or the command line define a listener, none of these exists.
/// </summary>
public static class DemonstrationConfiguration
{
    private const string Loopback = "127.0.0.0/8";

    public static Dictionary<string, string?> Listeners { get; } = new(
    [
        Setting(DemoNames.PublicListener, "Bind", "127.0.0.1:7440"),
        Setting(DemoNames.PublicListener, "ProxyProtocol", "Off"),
        .. KnownClouds.All.SelectMany(ListenerOf),
    ]);

    /// <summary>The live page shows every decision. A log line for each would scroll the portal's address out of the console.</summary>
    public static Dictionary<string, string?> Logging { get; } = new() { ["Logging:LogLevel:PrivateLink.Engine.Diagnostics.DecisionReporter"] = "Warning" };

    private static IEnumerable<KeyValuePair<string, string?>> ListenerOf(ICloud cloud) =>
    [
        Setting(cloud.Demonstration.Listener, "Bind", $"127.0.0.1:{cloud.Demonstration.Port}"),
        Setting(cloud.Demonstration.Listener, "Provider", cloud.Provider.ToString()),
        Setting(cloud.Demonstration.Listener, "Service", cloud.Demonstration.Service),
        Setting(cloud.Demonstration.Listener, "TrustedSources:0", Loopback),
        .. cloud.ProviderSide.ServiceIdOf(cloud.Demonstration.Alias) is { } id ? [Setting(cloud.Demonstration.Listener, "ServiceId", id)] : Array.Empty<KeyValuePair<string, string?>>(),
    ];

    private static KeyValuePair<string, string?> Setting(string listener, string key, string value) => new($"Engine:Listeners:{listener}:{key}", value);
}
