using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Connections;

/// <summary>Reads until it is known where a connection comes from and where it wants to go: one deadline, one cap.</summary>
internal static class PreludeReader
{
    /// <summary>
    /// Fills the prelude. The connection's deadline, set by the caller, is absolute: no phase restarts it. Afterwards the connection's received
    /// bytes begin with the client's own.
    /// </summary>
    public static async ValueTask ReadAsync(TransportConnection connection, ListenerTerms terms, Prelude prelude, TimeProvider time)
    {
        await ReadAsync(connection, new PreludeParser(terms, prelude), prelude, time);
        connection.Consume(prelude.HeaderLength);
    }

    private static async ValueTask ReadAsync(TransportConnection connection, PreludeParser parser, Prelude prelude, TimeProvider time)
    {
        var complete = false;
        while (!complete)
        {
            var status = await connection.ReceiveAsync();
            if (status != ReceiveStatus.Received)
            {
                parser.Stopped(status, connection.Received);
                return;
            }

            complete = parser.Advance(connection.Received);
            if (parser.HeaderIsComplete) prelude.HeaderCompleteAt ??= time.GetTimestamp();
        }

        prelude.HelloCompleteAt = time.GetTimestamp();
    }
}
