using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Descriptors;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport.Epoll;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine;

/// <summary>Validates the engine's settings. Reports all problems at once, each with its key and an accepted form.</summary>
public sealed class EngineOptionsValidator : IValidateOptions<EngineOptions>
{
    private const int LargestNode = 63;
    private const int MostLoops = 256;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EngineOptions options)
    {
        List<string> problems = [.. General(options)];
        foreach (var (listener, settings) in options.Listeners) problems.AddRange(Listener($"Engine:Listeners:{listener}", settings));
        problems.AddRange(SharedPorts(options));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> General(EngineOptions options)
    {
        if (options.Listeners.Count == 0)
            yield return "Engine:Listeners: no listener is configured; add at least one. Example: Engine:Listeners:aws:Bind = 0.0.0.0:443.";
        if (options.NodeNumber is < 0 or > LargestNode)
            yield return $"Engine:NodeNumber: {options.NodeNumber} is not a number from 0 to {LargestNode}.";

        if (options.Transport == TransportKind.Epoll && !EpollTransport.IsSupported)
            yield return "Engine:Transport: Epoll needs Linux on x64 or arm64; use Auto or Sockets.";
        if (options.Loops is < 1 or > MostLoops)
            yield return $"Engine:Loops: {options.Loops} is not a number from 1 to {MostLoops}; leave it out for one per processor.";

        foreach (var (key, value) in Durations(options))
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(7))
                yield return $"Engine:{key}: {value} is not a duration between zero and seven days. Example: 00:00:10 for ten seconds.";

        foreach (var (key, value) in Counts(options))
            if (value < 1)
                yield return $"Engine:{key}: {value} is not a positive number.";
        if (options.Limits.ConnectingBytes < ConnectingBudget.Least)
            yield return $"Engine:Limits:ConnectingBytes: {options.Limits.ConnectingBytes} is less than {ConnectingBudget.Least}. "
                + $"The largest hello takes {ConnectingBudget.LargestHello}, and one upstream may hold half of all.";
        if (options.Timeouts.LameDuck < TimeSpan.Zero || options.Timeouts.LameDuck > TimeSpan.FromMinutes(10))
            yield return $"Engine:Timeouts:LameDuck: {options.Timeouts.LameDuck} is not a duration up to ten minutes; 00:00:00 stops at once.";
        if (DescriptorLimit.Raise() is { } limit && options.Limits.Connections is { } connections && new DescriptorBudget(limit).ProblemOf(connections) is { } problem)
            yield return problem;
        if (options.Upstreams.CheckInterval < TimeSpan.Zero)
            yield return $"Engine:Upstreams:CheckInterval: {options.Upstreams.CheckInterval} is not a duration; 00:00:00 switches the checks off.";

        foreach (var source in options.Upstreams.SourceAddresses)
            if (!IsSource(source))
                yield return $"Engine:Upstreams:SourceAddresses: '{source}' is not the full address of a single machine. Example: 10.0.0.5.";
        foreach (var twice in options.Upstreams.SourceAddresses.GroupBy(static source => source.Trim(), StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1))
            yield return $"Engine:Upstreams:SourceAddresses: '{twice.Key}' is listed twice.";
    }

    /// <summary>Accepts one address in its full form. Short forms of IPv4, such as <c>10.5</c>, are usually mistakes.</summary>
    private static bool IsSource(string text) =>
        IPAddress.TryParse(text, out var address)
        && string.Equals(address.ToString(), text, StringComparison.OrdinalIgnoreCase)
        && !address.IsIPv4MappedToIPv6 && !address.IsIPv6Multicast && !IsMulticastOrReserved(address)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private static bool IsMulticastOrReserved(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && address.GetAddressBytes()[0] >= 224;

    private static IEnumerable<(string Key, long? Value)> Counts(EngineOptions options) =>
    [
        ("Limits:Undecided", options.Limits.Undecided),
        ("Limits:UndecidedBytes", options.Limits.UndecidedBytes),
        ("Limits:Connections", options.Limits.Connections),
        ("Limits:PerResource", options.Limits.PerResource),
        ("Limits:PerLink", options.Limits.PerLink),
        ("Upstreams:Up", options.Upstreams.Up),
        ("Upstreams:Down", options.Upstreams.Down),
        ("Upstreams:EjectAfter", options.Upstreams.EjectAfter),
    ];

    private static IEnumerable<(string Key, TimeSpan Value)> Durations(EngineOptions options) =>
    [
        ("Timeouts:Prelude", options.Timeouts.Prelude),
        ("Timeouts:Connect", options.Timeouts.Connect),
        ("Timeouts:Idle", options.Timeouts.Idle),
        ("Timeouts:HalfClose", options.Timeouts.HalfClose),
        ("Timeouts:Drain", options.Timeouts.Drain),
        ("Timeouts:DenyLinger", options.Timeouts.DenyLinger),
        ("Upstreams:EjectFor", options.Upstreams.EjectFor),
    ];

    private static IEnumerable<string> Listener(string key, ListenerOptions listener)
    {
        if (!BoundAddress.TryParse(listener.Bind, out _))
            yield return $"{key}:Bind: {BoundAddress.Problem(listener.Bind, "0.0.0.0:443 or [::]:443")}";

        foreach (var source in listener.TrustedSources)
            if (!TrustedSources.TryParse(source, out _))
                yield return $"{key}:TrustedSources: '{source}' is not a network in CIDR notation without host bits. Example: 10.0.0.0/16.";

        if (listener.ProxyProtocol == ProxyProtocolMode.Off)
        {
            if (listener.LinkRequired)
                yield return $"{key}:LinkRequired: true needs ProxyProtocol = Require; without a header no connection has a link.";
            yield break;
        }

        if (listener.TrustedSources.Count == 0)
            yield return $"{key}:TrustedSources: required with ProxyProtocol = Require; list your load balancer's networks, for example 10.0.0.0/16. "
                + "To trust everyone, write 0.0.0.0/0.";
        if (listener.Provider is null)
            yield return $"{key}:Provider: required with ProxyProtocol = Require; one of {string.Join(", ", Enum.GetNames<ProviderSetting>())}.";
        if (ProviderSettings.CloudOf(listener.Provider) is { } cloud && !LinkFormats.AreUniqueEverywhere(cloud) && string.IsNullOrWhiteSpace(listener.Service))
            yield return $"{key}:Service: required with Provider = {listener.Provider}, whose link IDs are unique within one service only; "
                + "the name of the private link service behind this port.";
        foreach (var problem in ServiceId(key, listener)) yield return problem;
    }

    private static IEnumerable<string> ServiceId(string key, ListenerOptions listener)
    {
        var isGiven = !string.IsNullOrWhiteSpace(listener.ServiceId);
        var example = ProviderSettings.CloudOf(listener.Provider) is { } cloud ? LinkFormats.ServiceIdExampleOf(cloud) : null;
        if (example is not null && !isGiven)
            yield return $"{key}:ServiceId: required with Provider = {listener.Provider}, whose header names the service; set the service's ID. Example: {example}.";
        if (example is null && isGiven)
            yield return $"{key}:ServiceId: headers of Provider = {listener.Provider} name no service, so there is nothing to compare it with; leave it out.";
    }

    private static IEnumerable<string> SharedPorts(EngineOptions options) => options.Listeners
        .Where(static listener => BoundAddress.TryParse(listener.Value.Bind, out var bind) && bind.Port != 0)
        .GroupBy(static listener => IPEndPoint.Parse(listener.Value.Bind))
        .Where(static group => group.Count() > 1)
        .Select(static group => $"Engine:Listeners: {string.Join(" and ", group.Select(static listener => listener.Key))} both bind {group.Key}.");
}
