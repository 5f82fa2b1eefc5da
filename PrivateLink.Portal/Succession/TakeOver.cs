using PrivateLink.Engine.Listening;

namespace PrivateLink.Portal.Succession;

/// <summary>
/// The successor's side of a take-over. Before <see cref="ReadyAsync"/>, this process may fail without harm. If the predecessor dies once its sockets
/// are here, this process goes on as if it had been told to.
/// </summary>
internal sealed class TakeOver : IAsyncDisposable
{
    /// <summary>The predecessor stops its background work in this time.</summary>
    internal static readonly TimeSpan YoursWithin = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>More than the time between two reports of a predecessor that drains.</summary>
    private static readonly TimeSpan Silence = 10 * TakeOverGrant.ReportEvery;

    private readonly TakeOverChannel _channel;
    private volatile int _connections;

    private TakeOver(TakeOverChannel channel, TakeOverMessage welcome, IReadOnlyList<PassedSocket> sockets)
    {
        _channel = channel;
        (Predecessor, Version, AskedBy) = (channel.Peer ?? new(welcome.Process ?? 0, 0), welcome.Version ?? "unknown", welcome.AskedBy ?? "an unknown account");
        Elders = [.. welcome.Elders ?? [], Predecessor];
        IdLane = welcome.IdLane ?? 0;
        Sockets = sockets;
    }

    /// <summary>The listening sockets of the predecessor, in this process.</summary>
    public IReadOnlyList<PassedSocket> Sockets { get; }

    public int IdLane { get; }

    public ElderProcess Predecessor { get; }

    /// <summary>The version of the predecessor's program.</summary>
    public string Version { get; }

    /// <summary>The account that asked for the upgrade.</summary>
    public string AskedBy { get; }

    /// <summary>The predecessor, and the processes before it that still drained.</summary>
    public IReadOnlyList<ElderProcess> Elders { get; }

    /// <summary>The connections that the predecessor still drains; null once it has ended.</summary>
    public int? Draining => _connections < 0 ? null : _connections;

    /// <summary>Asks the process on this path for its sockets.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">No process listens there.</exception>
    /// <exception cref="TakeOverException">It refuses, or does not answer.</exception>
    public static async Task<TakeOver> AskAsync(string path, string node, TimeProvider time, CancellationToken cancellationToken) =>
        await AskAsync(await TakeOverChannel.ConnectAsync(path, time, cancellationToken), node, cancellationToken);

    internal static async Task<TakeOver> AskAsync(TakeOverChannel channel, string node, CancellationToken cancellationToken)
    {
        var sockets = new List<PassedSocket>();
        try
        {
            await channel.TrySendAsync(new(TakeOverKind.Hello) { Protocol = TakeOverGrant.Protocol, Version = ProgramVersion.Text, Process = Environment.ProcessId, Node = node });
            while (true)
            {
                var (welcome, descriptors) = await channel.ReceiveAsync(TakeOverGrant.AnswersWithin, cancellationToken) ?? throw new TakeOverException("The running process does not answer.");
                if (welcome.Kind != TakeOverKind.Welcome || welcome.Sockets?.Count != descriptors.Count)
                {
                    DescriptorPassing.Close(descriptors);
                    throw new TakeOverException(welcome.Text ?? "The running process gave no listening sockets.");
                }

                sockets.AddRange(welcome.Sockets.Zip(descriptors, static (name, descriptor) => new PassedSocket(name.Name, name.Loop, descriptor)));
                if (welcome.More != true) return new(channel, welcome, sockets);
            }
        }
        catch
        {
            DescriptorPassing.Close(sockets.Select(static socket => socket.Descriptor));
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says that this process serves clients, and waits until the predecessor has given up its roles or is dead.</summary>
    /// <exception cref="TakeOverException">The predecessor refuses, or hangs. It keeps running, so this process must end.</exception>
    public async Task ReadyAsync(long? revision, CancellationToken cancellationToken)
    {
        await _channel.TrySendAsync(new(TakeOverKind.Ready) { Revision = revision });
        var answer = await _channel.ReceiveAsync(YoursWithin, cancellationToken);
        if (answer is { Message.Kind: TakeOverKind.Yours }) return;
        if (answer is { } other) throw new TakeOverException(other.Message.Text ?? "The running process refused.");
        if (!await HasEndedAsync(cancellationToken)) throw new TakeOverException("The running process did not give up its roles.");
    }

    /// <summary>A process that is killed closes its sockets a moment before it is gone.</summary>
    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
    {
        for (var left = EndsWithin; Predecessor.IsRunning; left -= Pause)
        {
            if (left <= TimeSpan.Zero) return false;
            await Task.Delay(Pause, cancellationToken);
        }

        return true;
    }

    /// <summary>Says that this process has every role, so that the predecessor closes its copies of the sockets.</summary>
    public Task TakenAsync() => _channel.TrySendAsync(new(TakeOverKind.Taken));

    /// <summary>Says why this process will end.</summary>
    public Task FailAsync(string why) => _channel.TrySendAsync(new(TakeOverKind.Failed) { Text = why });

    /// <summary>Follows the predecessor until it has ended.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (await _channel.ReceiveAsync(Silence, cancellationToken) is { Message: { Kind: TakeOverKind.Draining, Connections: { } connections } }) _connections = connections;
        while (Predecessor.IsRunning) await Task.Delay(TakeOverGrant.ReportEvery, cancellationToken);
        _connections = -1;
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();
}

/// <summary>A take-over that is not possible, with the reason for the person who tried.</summary>
internal sealed class TakeOverException(string why) : Exception(why);
