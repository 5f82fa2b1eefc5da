using PrivateLink.Engine.Transport;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The epoll transport relays.</summary>
public sealed class EpollRelayTests : RelayContract
{
    protected override TransportKind Kind => TransportKind.Epoll;
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
