using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Listening;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>
/// The listening sockets of the pages, which accept connections only while there are places. Kestrel's own limit applies too late: by then it has
/// accepted hundreds more, and each holds a descriptor. A socket that another process left is used instead of a new one.
/// </summary>
internal sealed class PlacedListeners(
    IOptions<SocketTransportOptions> options, ILoggerFactory loggers, HttpPlaces places, InheritedSockets inherited, PortalPorts ports)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var connections = new SocketConnectionContextFactory(Like(options.Value), loggers.CreateLogger<PlacedListeners>());
        var listener = new PortalListener(Inherited((IPEndPoint)endpoint) ?? Open(endpoint), connections);
        ports.Add(listener);
        return ValueTask.FromResult<IConnectionListener>(new PlacedListener(listener, places));
    }

    private Socket? Inherited(IPEndPoint endpoint)
    {
        var descriptors = inherited.Take(PortalPorts.Name, endpoint);
        foreach (var other in descriptors.Skip(1)) new SafeSocketHandle(other, ownsHandle: true).Dispose(); // the pages have one socket for each address
        return descriptors.Count == 0 ? null : new(new SafeSocketHandle(descriptors[0], ownsHandle: true));
    }

    private static SocketConnectionFactoryOptions Like(SocketTransportOptions options) => new()
    {
        IOQueueCount = options.IOQueueCount,
        WaitForDataBeforeAllocatingBuffer = options.WaitForDataBeforeAllocatingBuffer,
        MaxReadBufferSize = options.MaxReadBufferSize,
        MaxWriteBufferSize = options.MaxWriteBufferSize,
        UnsafePreferInlineScheduling = options.UnsafePreferInlineScheduling,
    };

    private Socket Open(EndPoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(options.Value.Backlog);
            return socket;
        }
        catch (Exception exception)
        {
            socket?.Dispose();
            if (exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }) throw new AddressInUseException(exception.Message, exception);
            throw;
        }
    }
}
