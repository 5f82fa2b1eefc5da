using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Transport;
using PrivateLink.Engine.Transport.Sockets;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The Sockets transport relays.</summary>
public sealed class SocketRelayTests : RelayContract
{
    protected override ITransport CreateTransport(IServiceProvider services) => new SocketTransport(services.GetRequiredService<TimeProvider>());
}

/// <summary>The Sockets transport bears resets.</summary>
public sealed class SocketResetTests : ResetContract
{
    protected override ITransport CreateTransport(IServiceProvider services) => new SocketTransport(services.GetRequiredService<TimeProvider>());
}

/// <summary>The Sockets transport bears crowds.</summary>
public sealed class SocketCrowdTests : CrowdContract
{
    protected override ITransport CreateTransport(IServiceProvider services) => new SocketTransport(services.GetRequiredService<TimeProvider>());
}
