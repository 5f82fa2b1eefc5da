using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Following;
using PrivateLink.Portal.Operations.Now;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Operations.Tail;

/// <summary>
/// Lets administrators of this machine follow decisions live, without a sign-in or the database. It listens on a Unix socket beside the policy that
/// only the portal's own account may open. The kernel identifies the caller, so link IDs are shown in full. A local port would be open to every
/// account of the machine.
/// </summary>
public sealed partial class TailSocket : SupervisedService
{
    private const int MostReaders = 8;
    private const int LongestRequest = 8 * 1024;

    private static readonly TimeSpan RequestWithin = TimeSpan.FromSeconds(5);

    /// <summary>A follower that reads nothing for this long is abandoned, and blocks the place of another.</summary>
    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly ConnectionFollowers _followers;
    private readonly LiveConnections _connections;
    private readonly Func<NowReports> _now;
    private readonly Func<ISupportReport> _support;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _readers;

    // The reports cover all background work, this service included, so they are resolved only when a caller needs them.
    internal TailSocket(
        PolicyFolder folder, ConnectionFollowers followers, LiveConnections connections, Func<NowReports> now, Func<ISupportReport> support, IOptions<EngineOptions> engine,
        TimeProvider time, ILogger<TailSocket> logger)
        : base(time, logger) =>
        (_path, _followers, _connections, _now, _support, _node, _time, _logger) = (PathIn(folder), followers, connections, now, support, engine.Value.Node, time, logger);

    /// <summary>How often followers get a sign of life.</summary>
    internal static TimeSpan AliveEvery { get; } = TimeSpan.FromSeconds(5);

    protected override IEnumerable<BackgroundLoop> Loops => [new("Serving the tail socket", ListenAsync)];

    internal static string PathIn(PolicyFolder folder) => Path.Combine(folder.Path, PolicyFolder.TailName);

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // This process holds the folder's lock, so the process that left this file has ended.
            File.Delete(_path);
            listener.Bind(new UnixDomainSocketEndPoint(_path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(MostReaders);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
        {
            LogNotOpened(_path, exception.Message);
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

    private async Task ServeAsync(Socket peer, CancellationToken stoppingToken)
    {
        using (peer)
            try
            {
                await using var stream = new NetworkStream(peer);
                if (!PeerAccount.Of(peer).IsOwn) await SayAsync(stream, new(TailKind.Refused, "Only the portal's own account and root may follow decisions."), stoppingToken);
                else await AnswerAsync(stream, stoppingToken);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The follower has left or does not read, or the portal stops.
            }
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken stoppingToken)
    {
        var request = await ReadAsync(stream, stoppingToken);
        if (request?.Now == TailRequest.Support) await SayAsync(stream, new(TailKind.Support, Json: await _support().ReadAsync(stoppingToken)), stoppingToken);
        else if (request?.Now is { } form)
        {
            var report = _now().Read();
            await SayAsync(stream, new(TailKind.Now, form == "json" ? NowJson.Of(report) : NowText.Of(report)), stoppingToken);
        }
        else if (FilterParser.Parse(request?.Filter).Filter is { } filter && request is not null)
            await FollowInPlaceAsync(stream, filter, Math.Clamp(request.Last, 0, TailRequest.MostLast), stoppingToken);
        else await SayAsync(stream, new(TailKind.Refused, "This portal does not accept this filter."), stoppingToken);
    }

    /// <summary>Limits the number of followers. Requests for the current report need no place.</summary>
    private async Task FollowInPlaceAsync(NetworkStream stream, ConnectionFilter filter, int last, CancellationToken stoppingToken)
    {
        var readers = Interlocked.Increment(ref _readers);
        try
        {
            if (readers > MostReaders) await SayAsync(stream, new(TailKind.Refused, $"{MostReaders} others already follow. End one of them."), stoppingToken);
            else await FollowAsync(stream, filter, last, stoppingToken);
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    private async Task FollowAsync(NetworkStream stream, ConnectionFilter filter, int last, CancellationToken stoppingToken)
    {
        // Subscribe before reading past connections, so that none is missed in between.
        using var follower = _followers.Follow(filter);
        await SayAsync(stream, new(TailKind.Hello, _node), stoppingToken);
        var told = new HashSet<(long Id, bool HasEnded)>();
        if (last > 0)
        {
            var matches = filter.ToPredicate();
            foreach (var entry in _connections.EntriesSince(entry => matches(entry.Whole), after: 0, last).Entries.Reverse())
            {
                told.Add((entry.Decision.Id, entry.Closed is not null));
                await SayAsync(stream, LineOf(entry.Whole), stoppingToken);
            }
        }

        while (true)
        {
            if (await IsThereMoreAsync(follower, stoppingToken))
                while (follower.Waiting.TryRead(out var connection))
                    if (!told.Remove((connection.Id, connection.Closed is not null)) && !told.Contains((connection.Id, true)))
                        await SayAsync(stream, LineOf(connection), stoppingToken);
            var lost = follower.TakeLost();
            await SayAsync(stream, lost > 0 ? new(TailKind.Lost, lost.ToString(CultureInfo.InvariantCulture)) : new(TailKind.Alive), stoppingToken);
        }
    }

    private async Task<bool> IsThereMoreAsync(Follower follower, CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(AliveEvery, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
        try
        {
            return await follower.Waiting.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static TailLine LineOf(ConnectionView connection) =>
        new(TailKind.Connection, TailText.Of(connection), ConnectionJson.LineOf(connection));

    private async Task SayAsync(NetworkStream stream, TailLine line, CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(TakenWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line.ToLine() + "\n"), either.Token);
    }

    private async Task<TailRequest?> ReadAsync(NetworkStream stream, CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(RequestWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
        var buffer = new byte[LongestRequest];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), either.Token);
            if (read == 0) return null;
            length += read;
            if (buffer.AsSpan(0, length).IndexOf((byte)'\n') is >= 0 and var end) return TailRequest.Of(Encoding.UTF8.GetString(buffer, 0, end));
        }

        return null;
    }

    [LoggerMessage(2070, LogLevel.Warning, "Decisions cannot be followed on this machine: {Path} cannot be opened ({Why}). A socket's path has at most 107 bytes")]
    private partial void LogNotOpened(string path, string why);
}
