namespace PrivateLink.Portal.Succession;

/// <summary>
/// The predecessor's side of a take-over. Until the successor has said <see cref="TakeOverKind.Taken"/>, every fault leads back: the successor is
/// ended, and this process keeps running. The sockets stay open until then, so no client notices.
/// </summary>
internal sealed partial class TakeOverGrant(IPredecessor self, TimeProvider time, ILogger<TakeOverGrant> logger)
{
    /// <summary>The version of the conversation.</summary>
    public const int Protocol = 1;

    internal static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    /// <summary>The successor migrates the database in this time, and reads the policy.</summary>
    internal static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(6);

    /// <summary>The successor reads the policy's folder in this time.</summary>
    internal static readonly TimeSpan TakenWithin = TimeSpan.FromMinutes(1);

    internal static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(2);

    /// <summary>A successor that says why it fails is about to end, and has more to say on its output.</summary>
    private static readonly TimeSpan EndsByItselfWithin = TimeSpan.FromSeconds(3);

    /// <summary>Ends a successor that failed, after a grace. It may accept from the shared sockets, so it must not live on.</summary>
    internal Action<ElderProcess?, TimeSpan> EndPeer { get; init; } = End;

    /// <summary>Holds the conversation that a successor began with <see cref="TakeOverKind.Hello"/>, to which the caller has added who asked.</summary>
    /// <returns>Why the successor did not take over; null if it did.</returns>
    public async Task<string?> RunAsync(TakeOverChannel channel, TakeOverMessage hello, CancellationToken cancellationToken)
    {
        if (Objection(hello) is { } objection)
        {
            await channel.TrySendAsync(new(TakeOverKind.Refused) { Text = objection });
            return objection;
        }

        LogBegins(hello.Process, hello.Version);
        var why = await TryAsync(channel, hello.AskedBy, cancellationToken);
        if (why is null)
        {
            LogTaken(hello.Process, hello.Version, self.OpenConnections);
            return null;
        }

        EndPeer(channel.Peer, EndsByItselfWithin);
        LogFailed(hello.Process, hello.Version, why);
        return why;
    }

    /// <summary>Tells the successor how many connections are left, until this process ends.</summary>
    public async Task ReportAsync(TakeOverChannel channel)
    {
        while (!self.Ends.IsCancellationRequested && await channel.TrySendAsync(new(TakeOverKind.Draining) { Connections = self.OpenConnections }))
            await Task.Delay(ReportEvery, time, self.Ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<string?> TryAsync(TakeOverChannel channel, string? askedBy, CancellationToken cancellationToken)
    {
        if (!await OfferAsync(channel, askedBy)) return "it ended before it had the listening sockets";
        if (await AnswerAsync(channel, ReadyWithin, cancellationToken) is not { } answer) return "it ended, or did not start within the time";
        if (answer.Kind != TakeOverKind.Ready) return answer.Text ?? "it did not say why";
        if (answer.Revision < self.Revision) return $"it enforces revision {answer.Revision} of the policy, which is older than revision {self.Revision}";

        if (self.Hindrance is { } hindrance) return hindrance;

        var isTaken = false;
        try
        {
            await self.CedeAsync();
            isTaken = await channel.TrySendAsync(new(TakeOverKind.Yours)) && await AnswerAsync(channel, TakenWithin, cancellationToken) is { Kind: TakeOverKind.Taken };
        }
        catch (Exception exception)
        {
            LogFault(exception);
        }

        if (isTaken)
        {
            await self.LeaveAsync();
            return null;
        }

        EndPeer(channel.Peer, TimeSpan.Zero); // before this process takes back what the successor may hold
        await self.TakeBackAsync();
        return "it ended, or failed, while it took over";
    }

    private string? Objection(TakeOverMessage hello)
    {
        if (hello.Protocol != Protocol) return $"The running process takes over by protocol {Protocol}, and the new one by {hello.Protocol}. Stop the running process, and start the new one.";
        if (hello.Node != self.Node) return $"Engine:Node: the running process is '{self.Node}', and the new one is '{hello.Node}'.";
        return self.Hindrance;
    }

    private async Task<bool> OfferAsync(TakeOverChannel channel, string? askedBy)
    {
        var parts = self.Sockets.Chunk(DescriptorPassing.Most).DefaultIfEmpty([]).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var welcome = new TakeOverMessage(TakeOverKind.Welcome)
            {
                Protocol = Protocol,
                Version = ProgramVersion.Text,
                Process = Environment.ProcessId,
                Node = self.Node,
                IdLane = self.NextIdLane,
                Elders = self.Elders,
                AskedBy = askedBy,
                Sockets = [.. parts[i].Select(static socket => new SocketName(socket.Name, socket.Loop))],
                More = i < parts.Count - 1,
            };
            if (!await channel.TrySendAsync(welcome, [.. parts[i].Select(static socket => socket.Descriptor)])) return false;
        }

        return true;
    }

    private static async Task<TakeOverMessage?> AnswerAsync(TakeOverChannel channel, TimeSpan within, CancellationToken cancellationToken)
    {
        if (await channel.ReceiveAsync(within, cancellationToken) is not { } answer) return null;
        DescriptorPassing.Close(answer.Descriptors);
        return answer.Message;
    }

    private static void End(ElderProcess? peer, TimeSpan grace)
    {
        if (peer is null || peer.Id == Environment.ProcessId || !peer.IsRunning) return;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(peer.Id);
            if (process.WaitForExit(grace)) return;
            process.Kill();
            process.WaitForExit(AnswersWithin);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }

    [LoggerMessage(2500, LogLevel.Information, "Process {Process} ({Version}) asks to take over")]
    private partial void LogBegins(int? process, string? version);

    [LoggerMessage(2501, LogLevel.Information, "Process {Process} ({Version}) took over. This process drains {Connections} connections and then ends")]
    private partial void LogTaken(int? process, string? version, int connections);

    [LoggerMessage(2502, LogLevel.Error, "Process {Process} ({Version}) did not take over, and this process keeps running: {Why}")]
    private partial void LogFailed(int? process, string? version, string why);

    [LoggerMessage(2503, LogLevel.Error, "The take-over failed in this process")]
    private partial void LogFault(Exception exception);
}
