using PrivateLink.Engine.Settings;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The epoll transport relays.</summary>
public sealed class EpollRelayTests : RelayContract
{
    protected override TransportKind Kind => TransportKind.Epoll;
}

/// <summary>The epoll transport relays with sockets that reset on close by default.</summary>
public sealed class EpollResettingRelayTests : RelayContract
{
    protected override TransportKind Kind => TransportKind.Epoll;

    protected override DenyWith DenyWith => DenyWith.Reset;
}

/// <summary>The epoll transport handles resets.</summary>
public sealed class EpollResetTests : ResetContract
{
    protected override TransportKind Kind => TransportKind.Epoll;
}

/// <summary>The epoll transport handles many connections at once.</summary>
public sealed class EpollCrowdTests : CrowdContract
{
    protected override TransportKind Kind => TransportKind.Epoll;
}

/// <summary>The epoll transport gives the guarantees of a relay.</summary>
public sealed class EpollPromiseTests : RelayPromises
{
    protected override TransportKind Kind => TransportKind.Epoll;
}
