using System.Net;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport;

/// <summary>
/// The interface between a connection's handler and the operating system: exactly the operations that the handler awaits. One transport uses
/// System.Net.Sockets, the other an event loop.
/// </summary>
/// <remarks>
/// Used by one handler at a time, on the thread on which the transport resumes it. Only <see cref="ReturnAsync"/>, <see cref="Reset"/>,
/// <see cref="Abort"/> and <see cref="DisposeAsync"/> may be called from any thread. No method throws because of a peer or the network; the return
/// value reports such events.
/// </remarks>
public abstract class TransportConnection : IAsyncDisposable
{
    /// <summary>The other side of the client's socket.</summary>
    public abstract NetworkAddress Peer { get; }

    /// <summary>The engine's side of the client's socket.</summary>
    public abstract NetworkAddress Local { get; }

    /// <summary>Bytes received from the client and not yet consumed. Owned by the transport; valid until the next call of any method.</summary>
    public abstract ReadOnlySpan<byte> Received { get; }

    /// <summary>Payload bytes received from the client so far. Consumed bytes do not count.</summary>
    public abstract long BytesFromClient { get; }

    /// <summary>Payload bytes received from the upstream so far.</summary>
    public abstract long BytesFromUpstream { get; }

    /// <summary>Why <see cref="Abort"/> was called; null if it was not.</summary>
    public abstract CloseReason? Aborted { get; }

    /// <summary>Waits until <see cref="Received"/> has grown, the client has finished or reset, or the prelude's deadline has passed.</summary>
    public abstract ValueTask<ReceiveStatus> ReceiveAsync();

    /// <summary>Removes bytes from the front of <see cref="Received"/>, so that they are not relayed.</summary>
    public abstract void Consume(int count);

    /// <summary>Returns to the thread on which the transport resumes its awaits, after the handler has awaited something else.</summary>
    public abstract ValueTask ReturnAsync();

    /// <summary>Moves the received bytes to another budget, because the connection is decided and waits for its upstream.</summary>
    /// <param name="budget">The budget that the bytes count against until the relay has sent them.</param>
    /// <returns>False if the budget is spent; the connection must end.</returns>
    public abstract bool TryHold(ByteBudget budget);

    /// <summary>Ends the prelude's deadline and connects to an upstream address. May be called again after a failure.</summary>
    /// <param name="address">A resolved address.</param>
    /// <param name="source">The local address to connect from; null lets the system choose one.</param>
    /// <param name="timeout">The timeout of this attempt.</param>
    public abstract ValueTask<ConnectStatus> ConnectAsync(IPEndPoint address, IPAddress? source, TimeSpan timeout);

    /// <summary>
    /// Sends the preface and <see cref="Received"/> to the upstream, then copies in both directions until both have finished. Each may finish alone.
    /// A reset on one side becomes a reset on the other.
    /// </summary>
    /// <param name="preface">The engine's own bytes for the upstream; may be empty. Must not change until the relay has ended.</param>
    /// <param name="timeouts">How long the relay may be idle.</param>
    public abstract ValueTask<CloseReason> RelayAsync(ReadOnlyMemory<byte> preface, RelayTimeouts timeouts);

    /// <summary>
    /// Sends the last bytes and a FIN to the client and closes. Before it closes, it reads on for a short while, so that a reset does not overtake
    /// them.
    /// </summary>
    /// <param name="lastWords">The last bytes to send; a few.</param>
    /// <param name="linger">The longest time to read on.</param>
    public abstract ValueTask FinishAsync(ReadOnlyMemory<byte> lastWords, TimeSpan linger);

    /// <summary>Closes with a TCP reset.</summary>
    public abstract void Reset();

    /// <summary>Resets both sides, from any thread. The handler's current await then completes. The first reason is kept.</summary>
    public abstract void Abort(CloseReason reason);

    /// <summary>Closes what is still open, without a reset.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>How long a relay may be idle.</summary>
/// <param name="Idle">The longest time without data in either direction.</param>
/// <param name="HalfClose">The longest time without data once one direction has finished.</param>
public readonly record struct RelayTimeouts(TimeSpan Idle, TimeSpan HalfClose);
