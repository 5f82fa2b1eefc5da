using PrivateLink.Engine.Settings;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The Sockets transport relays.</summary>
public sealed class SocketRelayTests : RelayContract
{
    protected override TransportKind Kind => TransportKind.Sockets;
}

/// <summary>The Sockets transport handles resets.</summary>
public sealed class SocketResetTests : ResetContract
{
    protected override TransportKind Kind => TransportKind.Sockets;
}

/// <summary>The Sockets transport handles many connections at once.</summary>
public sealed class SocketCrowdTests : CrowdContract
{
    protected override TransportKind Kind => TransportKind.Sockets;
}

/// <summary>The Sockets transport gives the guarantees of a relay.</summary>
public sealed class SocketPromiseTests : RelayPromises
{
    protected override TransportKind Kind => TransportKind.Sockets;
}
