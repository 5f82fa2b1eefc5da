using System.Runtime.CompilerServices;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>Reads until it is known where a connection comes from and where it wants to go: one deadline, one cap.</summary>
internal static class PreludeReader
{
    /// <summary>
    /// Fills the prelude. A connection that waits may have to give way to others meanwhile. Its deadline, set by the caller, is absolute: no phase
    /// restarts it. The received bytes still begin with the
    /// headers afterwards: the record of a refusal keeps some of them.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask ReadAsync(ConnectionStory story, ListenerTerms terms, WaitingRoom room, TimeProvider time)
    {
        var (connection, prelude) = (story.Connection, story.Prelude);
        var parser = new PreludeParser(terms, prelude);
        var complete = false;
        while (!complete)
        {
            var received = connection.Received.Length; // before the transport begins to change it
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
