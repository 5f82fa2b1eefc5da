using System.Runtime.CompilerServices;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>Reads a connection's first bytes until its origin and host are known, under one deadline and one memory budget.</summary>
internal static class PreludeReader
{
    /// <summary>
    /// Fills the prelude. A waiting connection may be displaced by a newer one. The deadline, set by the caller, is absolute: no phase restarts it.
    /// Afterwards the received bytes still begin with the headers, because the record of a refusal keeps some of them.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask ReadAsync(ConnectionStory story, ListenerTerms terms, WaitingRoom room, TimeProvider time)
    {
        var (connection, prelude) = (story.Connection, story.Prelude);
        var parser = new PreludeParser(terms, prelude);
        var complete = false;
        while (!complete)
        {
            var received = connection.Received.Length; // read before the transport may change it
            var receiving = connection.ReceiveAsync();
            var hasToWait = !receiving.IsCompleted;
            if (hasToWait) room.Wait(story, received);
            ReceiveStatus status;
            var stays = true;
            try
            {
                status = await receiving;
            }
            finally
            {
                if (hasToWait) stays = room.GoOn(story);
            }

            if (!stays)
            {
                prelude.Fail(Reason.LimitGaveWay);
                return;
            }

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
