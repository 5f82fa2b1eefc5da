using PrivateLink.Engine.Settings;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The epoll transport relays.</summary>
public sealed class EpollRelayTests : RelayContract
{
    protected override TransportKind Kind => TransportKind.Epoll;
}

/// <summary>It relays as well where sockets reset when they are closed, unless they are told not to.</summary>
public sealed class EpollResettingRelayTests : RelayContract
{
    protected override TransportKind Kind => TransportKind.Epoll;

    protected override DenyWith DenyWith => DenyWith.Reset;
}

/// <summary>The epoll transport bears resets.</summary>
public sealed class EpollResetTests : ResetContract
{
    protected override TransportKind Kind => TransportKind.Epoll;
}

/// <summary>The epoll transport bears crowds.</summary>
public sealed class EpollCrowdTests : CrowdContract
{
    protected override TransportKind Kind => TransportKind.Epoll;
}

/// <summary>The epoll transport keeps the promises of a relay.</summary>
public sealed class EpollPromiseTests : RelayPromises
{
    protected override TransportKind Kind => TransportKind.Epoll;
}
