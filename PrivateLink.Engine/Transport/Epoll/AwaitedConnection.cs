using System.Threading.Tasks.Sources;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// The awaits of a connection's handler. The handler waits for one thing at a time, so it awaits the connection object itself, again and again,
/// without an allocation. It resumes where the loop completes it: on the loop, inside the event.
/// </summary>
internal abstract class AwaitedConnection
    : TransportConnection, IValueTaskSource<ReceiveStatus>, IValueTaskSource<ConnectStatus>, IValueTaskSource<CloseReason>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<int> _await;

    /// <summary>What the handler waits for.</summary>
    protected Awaited Waiting { get; private set; }

    protected ValueTask<ReceiveStatus> WaitForBytes() => new(this, Begin(Awaited.Bytes));

    protected ValueTask<ConnectStatus> WaitForUpstream() => new(this, Begin(Awaited.Upstream));

    protected ValueTask<CloseReason> WaitForEnding() => new(this, Begin(Awaited.Ending));

    protected ValueTask WaitForFarewell() => new(this, Begin(Awaited.Farewell));

    protected void Complete(ReceiveStatus status) => Complete((int)status);

    protected void Complete(ConnectStatus status) => Complete((int)status);

    protected void Complete(CloseReason reason) => Complete((int)reason);

    protected void Complete() => Complete(0);

    /// <summary>Resumes the handler with an exception.</summary>
    protected void Fail(Exception error)
    {
        Waiting = Awaited.Nothing;
        _await.SetException(error);
    }

    ReceiveStatus IValueTaskSource<ReceiveStatus>.GetResult(short token) => (ReceiveStatus)_await.GetResult(token);

    ConnectStatus IValueTaskSource<ConnectStatus>.GetResult(short token) => (ConnectStatus)_await.GetResult(token);

    CloseReason IValueTaskSource<CloseReason>.GetResult(short token) => (CloseReason)_await.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _await.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ReceiveStatus>.GetStatus(short token) => _await.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<ConnectStatus>.GetStatus(short token) => _await.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<CloseReason>.GetStatus(short token) => _await.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _await.GetStatus(token);

    void IValueTaskSource<ReceiveStatus>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _await.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<ConnectStatus>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _await.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<CloseReason>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _await.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _await.OnCompleted(continuation, state, token, flags);

    private short Begin(Awaited what)
    {
        _await.Reset();
        Waiting = what;
        return _await.Version;
    }

    private void Complete(int result)
    {
        Waiting = Awaited.Nothing;
        _await.SetResult(result);
    }
}

/// <summary>What a handler may wait for.</summary>
internal enum Awaited
{
    Nothing,

    /// <summary>More of the client's first bytes.</summary>
    Bytes,

    /// <summary>The connection to the upstream.</summary>
    Upstream,

    /// <summary>The end of the relay.</summary>
    Ending,

    /// <summary>The end of a denied client's connection, after it has had time to read the alert.</summary>
    Farewell,
}
