using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>
/// Kestrel's own sockets, which accept connections only while there are places. Kestrel's own limit applies too late: by then it has accepted
/// hundreds more, and each holds a descriptor.
/// </summary>
internal sealed class PlacedListeners(IOptions<SocketTransportOptions> options, ILoggerFactory loggers, HttpPlaces places)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(options, loggers);

    public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new PlacedListener(await _sockets.BindAsync(endpoint, cancellationToken), places);
}
