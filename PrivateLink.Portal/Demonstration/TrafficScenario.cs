using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Demonstration;

/// <summary>One thing that happens in the life of a listener.</summary>
/// <param name="Weight">How often, relative to the others.</param>
/// <param name="Name">What happens, in words.</param>
/// <param name="Listener">The listener it happens at.</param>
/// <param name="Headers">What the load balancer puts in front; none for a client that comes without a balancer.</param>
/// <param name="Act">What the client does.</param>
/// <param name="Expected">How the engine must see it, with the demonstration's own resources.</param>
public sealed record TrafficScenario(
    int Weight, string Name, string Listener, IReadOnlyList<PlayedHeader> Headers, ClientAct Act, Reason Expected);
