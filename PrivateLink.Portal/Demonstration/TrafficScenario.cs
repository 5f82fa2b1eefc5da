using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Demonstration;

/// <summary>One kind of connection to a listener.</summary>
/// <param name="Weight">Its frequency, relative to the others.</param>
/// <param name="Name">A description in words.</param>
/// <param name="Listener">The listener that gets it.</param>
/// <param name="Headers">The headers that the load balancer sends; empty for a client without a balancer.</param>
/// <param name="Act">What the client does.</param>
/// <param name="Expected">The decision that the engine must make, with the demonstration's own resources.</param>
public sealed record TrafficScenario(
    int Weight, string Name, string Listener, IReadOnlyList<PlayedHeader> Headers, ClientAct Act, Reason Expected);
