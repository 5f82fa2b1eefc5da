using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>A connection that releases its place when it is closed.</summary>
internal sealed class PlacedConnection(ConnectionContext connection, HttpPlace place, HttpPlaces places) : ConnectionContext
{
    public override string ConnectionId { get => connection.ConnectionId; set => connection.ConnectionId = value; }

    public override IFeatureCollection Features => connection.Features;

    public override IDictionary<object, object?> Items { get => connection.Items; set => connection.Items = value; }

    public override IDuplexPipe Transport { get => connection.Transport; set => connection.Transport = value; }

    public override CancellationToken ConnectionClosed { get => connection.ConnectionClosed; set => connection.ConnectionClosed = value; }

    public override EndPoint? LocalEndPoint { get => connection.LocalEndPoint; set => connection.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => connection.RemoteEndPoint; set => connection.RemoteEndPoint = value; }

    public override void Abort(ConnectionAbortedException abortReason) => connection.Abort(abortReason);

    public override void Abort() => connection.Abort();

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await connection.DisposeAsync();
            await base.DisposeAsync();
        }
        finally
        {
            places.Leave(place);
        }
    }
}
