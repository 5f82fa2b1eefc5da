using System.Net;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport;

/// <summary>
/// The seam between the story of a connection and the system: everything that the story awaits, and nothing more. One transport
/// uses System.Net.Sockets; others may sit on an event loop.
/// </summary>
/// <remarks>
/// Used by one story at a time, on the thread that a transport resumes it on; only <see cref="ReturnAsync"/>, <see cref="Reset"/>, <see cref="Abort"/> and
/// <see cref="DisposeAsync"/> may be called from any thread. No method throws because of what a peer or the network does: that is what the returned values are for.
/// </remarks>
public abstract class TransportConnection : IAsyncDisposable
{
    /// <summary>The other side of the client's socket.</summary>
    public abstract NetworkAddress Peer { get; }

    /// <summary>The engine's side of the client's socket.</summary>
    public abstract NetworkAddress Local { get; }

    /// <summary>Bytes received from the client and not consumed. Owned by the transport; valid until the next call of any method.</summary>
    public abstract ReadOnlySpan<byte> Received { get; }

    /// <summary>Payload bytes received from the client so far; what was consumed does not count.</summary>
    public abstract long BytesFromClient { get; }

    /// <summary>Payload bytes received from the upstream so far.</summary>
    public abstract long BytesFromUpstream { get; }

    /// <summary>Why <see cref="Abort"/> was called; null while it was not.</summary>
    public abstract CloseReason? Aborted { get; }

    /// <summary>Waits until <see cref="Received"/> has grown, the client has finished or reset, or the prelude's deadline has passed.</summary>
    public abstract ValueTask<ReceiveStatus> ReceiveAsync();

    /// <summary>Drops bytes from the front of <see cref="Received"/>: they are not relayed.</summary>
    public abstract void Consume(int count);

    /// <summary>Goes back to where the transport resumes its own awaits. For a story that has awaited something else.</summary>
    public abstract ValueTask ReturnAsync();

    /// <summary>It is decided: what was received waits for the upstream from now on, and counts against another budget.</summary>
    /// <param name="budget">From which the bytes are taken until the relay has sent them.</param>
    /// <returns>False when that one is spent: the connection must end.</returns>
    public abstract bool TryHold(ByteBudget budget);

    /// <summary>Ends the prelude's deadline and connects to an upstream address. May be called again after a failure.</summary>
    /// <param name="address">A resolved address.</param>
    /// <param name="source">The local address to connect from; null lets the system choose.</param>
    /// <param name="timeout">For this attempt.</param>
    public abstract ValueTask<ConnectStatus> ConnectAsync(IPEndPoint address, IPAddress? source, TimeSpan timeout);

    /// <summary>
    /// Sends the preface and then <see cref="Received"/> to the upstream, then copies both ways until both directions have finished; each may
    /// finish alone. A reset on one side becomes a reset on the other.
    /// </summary>
    /// <param name="preface">What the engine itself says to the upstream, or nothing; must stay unchanged until the relay has ended.</param>
    /// <param name="timeouts">How long silence is borne.</param>
    public abstract ValueTask<CloseReason> RelayAsync(ReadOnlyMemory<byte> preface, RelayTimeouts timeouts);

    /// <summary>
    /// Sends last words to the client, finishes, and reads on for a short while so that they are not overtaken by a reset; then closes.
    /// </summary>
    /// <param name="lastWords">A few bytes.</param>
    /// <param name="linger">How long to read on at most.</param>
    public abstract ValueTask FinishAsync(ReadOnlyMemory<byte> lastWords, TimeSpan linger);

    /// <summary>Closes with a TCP reset.</summary>
    public abstract void Reset();

    /// <summary>Resets both sides, from any thread; what the story awaits then returns. The first reason stays.</summary>
    public abstract void Abort(CloseReason reason);

    /// <summary>Closes what is still open, quietly.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>How long a relay bears silence.</summary>
/// <param name="Idle">Without data either way.</param>
/// <param name="HalfClose">Without data once one direction has finished.</param>
public readonly record struct RelayTimeouts(TimeSpan Idle, TimeSpan HalfClose);
