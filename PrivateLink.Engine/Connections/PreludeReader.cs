using System.Runtime.CompilerServices;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Connections;

/// <summary>Reads until it is known where a connection comes from and where it wants to go: one deadline, one cap.</summary>
internal static class PreludeReader
{
    /// <summary>
    /// Fills the prelude. The connection's deadline, set by the caller, is absolute: no phase restarts it. The received bytes still begin with the
    /// headers afterwards: the record of a refusal keeps some of them.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask ReadAsync(TransportConnection connection, ListenerTerms terms, Prelude prelude, TimeProvider time)
    {
        var parser = new PreludeParser(terms, prelude);
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
