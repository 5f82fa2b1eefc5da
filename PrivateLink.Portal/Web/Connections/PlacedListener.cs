using System.Net;
using Microsoft.AspNetCore.Connections;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>A listener that accepts a connection only when it has a place for it. Until then, the kernel queues the others.</summary>
internal sealed class PlacedListener(IConnectionListener listener, HttpPlaces places) : IConnectionListener
{
    public EndPoint EndPoint => listener.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await listener.AcceptAsync(cancellationToken) is { } connection)
        {
            if (await places.EnterAsync(connection, cancellationToken) is { } place) return new PlacedConnection(connection, place, places);
            connection.Abort();
            await connection.DisposeAsync();
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => listener.UnbindAsync(cancellationToken);

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}
