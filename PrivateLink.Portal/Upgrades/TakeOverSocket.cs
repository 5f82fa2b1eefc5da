using System.Net.Sockets;
using PrivateLink.Engine.Background;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Upgrades;

/// <summary>
/// Where a successor, or the verb <c>upgrade</c>, finds this process: a Unix socket beside the policy, which only the portal's own account and root
/// may open. The process on duty has it.
/// </summary>
internal sealed partial class TakeOverSocket(PolicyFolder folder, TakeOverGrant grant, SuccessorStart start, UpgradeTrace trace, TimeProvider time, ILogger<TakeOverSocket> logger)
    : SupervisedService(time, logger)
{
    private const int MostWaiting = 4;

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly string _path = PathIn(folder);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isBusy;

    /// <summary>Completes when the next process can ask, or when it is known that it cannot.</summary>
    public Task Opened => _opened.Task;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Serving the take-over socket", ListenAsync)];

    public static string PathIn(PolicyFolder folder) => Path.Combine(folder.Path, PolicyFolder.TakeOverName);

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // This process has the duty, so the process that left this file has ended or has given it up.
            PrivateFiles.CreateFolder(folder.Path);
            File.Delete(_path);
            listener.Bind(new UnixDomainSocketEndPoint(_path));
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(MostWaiting);
            _opened.TrySetResult();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
        {
            LogNotOpened(_path, exception.Message);
            _opened.TrySetResult();
            return;
        }

        try
        {
            while (true) _ = ServeAsync(await listener.AcceptAsync(stoppingToken), stoppingToken);
        }
        finally
        {
            File.Delete(_path);
        }
    }

    /// <summary>A conversation outlives the duty, which is given up in the middle of it.</summary>
    private async Task ServeAsync(Socket peer, CancellationToken stoppingToken)
    {
        await using var channel = new TakeOverChannel(peer, _time);
        try
        {
            var account = PeerAccount.Of(peer);
            if (!account.IsOwn) await channel.TrySendAsync(new(TakeOverKind.Refused) { Text = "Only the portal's own account and root may take over." });
            else if (await channel.ReceiveAsync(TakeOverGrant.AnswersWithin, stoppingToken) is { } first)
                await AnswerAsync(channel, first.Message with { AskedBy = account.Name }, first.Descriptors);
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
        catch (Exception exception)
        {
            LogFault(exception);
        }
    }

    private async Task AnswerAsync(TakeOverChannel channel, TakeOverMessage first, IReadOnlyList<int> descriptors)
    {
        DescriptorPassing.Close(descriptors);
        if (first is { Kind: TakeOverKind.Upgrade, Program: [_, ..] program })
        {
            var why = await start.UpgradeAsync(program, first.AskedBy!);
            await channel.TrySendAsync(why.Done ? new(TakeOverKind.Done) { Text = why.Text } : new(TakeOverKind.Failed) { Text = why.Text });
        }
        else if (first.Kind == TakeOverKind.Hello)
        {
            await GrantAsync(channel, first);
        }
    }

    private async Task GrantAsync(TakeOverChannel channel, TakeOverMessage hello)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            await channel.TrySendAsync(new(TakeOverKind.Refused) { Text = "Another process is taking over now. Try again when it is done." });
            return;
        }

        string? why;
        hello = hello with { AskedBy = start.AskedBy ?? hello.AskedBy };
        try
        {
            why = await grant.RunAsync(channel, hello, CancellationToken.None);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }

        if (why is not null) trace.Failed(hello, hello.AskedBy!, why);
        start.Ended(hello, why);
        if (why is null) await grant.ReportAsync(channel);
    }

    [LoggerMessage(2504, LogLevel.Warning, "Another process cannot take over from this one without a gap: {Path} cannot be opened ({Why}). A socket's path has at most 107 bytes")]
    private partial void LogNotOpened(string path, string why);

    [LoggerMessage(2505, LogLevel.Error, "A conversation about a take-over failed")]
    private partial void LogFault(Exception exception);
}
