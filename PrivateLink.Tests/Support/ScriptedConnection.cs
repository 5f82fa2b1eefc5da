using System.Net;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Tests.Support;

/// <summary>A client that sends its segments one by one and then ends. It records what the client receives, and what an upstream would have received.</summary>
/// <param name="segments">The segments to send; none is empty.</param>
/// <param name="ends">What follows them.</param>
internal sealed class ScriptedConnection(IReadOnlyList<byte[]> segments, ReceiveStatus ends) : TransportConnection
{
    private readonly byte[] _all = [.. segments.SelectMany(segment => segment)];
    private int _received, _sent, _consumed;
    private CloseReason? _aborted;

    public override NetworkAddress Peer { get; } = NetworkAddress.From(IPEndPoint.Parse("127.0.0.1:50000"));

    public override NetworkAddress Local { get; } = NetworkAddress.From(IPEndPoint.Parse("127.0.0.1:443"));

    public override ReadOnlySpan<byte> Received => _all.AsSpan(_consumed, _received - _consumed);

    public override long BytesFromClient => _received - _consumed;

    public override long BytesFromUpstream => 0;

    public override CloseReason? Aborted => Fault is null ? _aborted : throw Fault;

    /// <summary>The exception that reading <see cref="Aborted"/> throws; null for none.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The result of connecting from a local address.</summary>
    public Func<IPAddress?, ConnectStatus> Connecting { get; init; } = _ => ConnectStatus.Connected;

    /// <summary>What the client receives, in the form of the tables: bytes in hex, then <c>FIN</c> or <c>RST</c>; null before the end.</summary>
    public string? Ending { get; private set; }

    /// <summary>What the upstream receives; null if the connection was not relayed.</summary>
    public byte[]? Relayed { get; private set; }

    public override ValueTask<ReceiveStatus> ReceiveAsync()
    {
        if (_sent == segments.Count) return new(ends);
        _received += segments[_sent++].Length;
        return new(ReceiveStatus.Received);
    }

    public override void Consume(int count) => _consumed += count;

    public override bool TryHold(ByteBudget budget) => true;

    public override ValueTask ReturnAsync() => ValueTask.CompletedTask;

    public override ValueTask<ConnectStatus> ConnectAsync(IPEndPoint address, IPAddress? source, TimeSpan timeout) => new(Connecting(source));

    public override ValueTask<CloseReason> RelayAsync(ReadOnlyMemory<byte> preface, RelayTimeouts timeouts)
    {
        Relayed = [.. preface.Span, .. _all.AsSpan(_consumed)];
        return new(CloseReason.ClosedClient);
    }

    public override ValueTask FinishAsync(ReadOnlyMemory<byte> lastWords, TimeSpan linger)
    {
        Ending ??= $"{Hex.Of(lastWords.Span)} FIN";
        return ValueTask.CompletedTask;
    }

    public override void Reset() => Ending ??= "RST";

    public override void Abort(CloseReason reason)
    {
        _aborted ??= reason;
        Ending ??= $"RST by {reason}";
    }

    public override ValueTask DisposeAsync()
    {
        Ending ??= "FIN";
        return ValueTask.CompletedTask;
    }
}
