using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Commands.Tail;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Following;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Operations.Tail;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Operations;

/// <summary>Following decisions on the portal's machine: live, filtered, over restarts, and without a database.</summary>
public sealed class TailTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-tail-");
    private readonly HeardWriter _output = new();
    private readonly HeardWriter _error = new();
    private readonly CancellationTokenSource _interrupted = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _interrupted.Dispose();
        await _output.DisposeAsync();
        await _error.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Follow_DatabaseAway_TellsThePastThenWhatComesAndEndsWell()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        portal.Decide(Decision(1));
        portal.Decide(Decision(2));
        await Eventually.TrueAsync(() => portal.Services.GetRequiredService<LiveConnections>().Find(Caller.Company("test"), 2) is not null);
        _database.Break();
        await ThereAsync();

        var run = Run.FollowAsync("", last: 1, asJson: false, _interrupted.Token);
        await SaidAsync(2);
        portal.Decide(Decision(3, Verdict.Denied));
        await SaidAsync(3);
        await _interrupted.CancelAsync();

        Assert.Equal(ExitCode.Success, await run);
        Assert.DoesNotContain("#1\n", Output, StringComparison.Ordinal);
        Assert.Contains("denied   link_mismatch      megacorp.my-saas.io link - from 127.0.0.1:40000 on aws #3", Output, StringComparison.Ordinal);
        _database.Repair();
    }

    /// <summary>A connection's failure shows only when it ends.</summary>
    [Fact]
    public async Task Follow_Filter_TellsWhatMatchesAtItsEnd()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        await ThereAsync();
        var run = Run.FollowAsync("outcome:failed host:mega*", last: 0, asJson: true, _interrupted.Token);
        var id = 10;
        await Eventually.TrueAsync(() =>
        {
            var (failing, fine, other) = (Decision(++id), Decision(++id), Decision(++id) with { Host = "initech.my-saas.io", ServerName = "initech.my-saas.io" });
            foreach (var decision in (ConnectionDecision[])[failing, fine, other]) portal.Decide(decision);
            portal.End(TestDecision.Closed(fine));
            portal.End(TestDecision.Closed(other, CloseReason.BackendRefused));
            portal.End(TestDecision.Closed(failing, CloseReason.BackendRefused));
            return Output.Contains('\n', StringComparison.Ordinal);
        });
        await _interrupted.CancelAsync();
        await run;

        foreach (var line in Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal("megacorp.my-saas.io", json.RootElement.GetProperty("host").GetString());
            Assert.Equal("backend_refused", json.RootElement.GetProperty("closed").GetProperty("reason").GetString());
        }
    }

    [Fact]
    public async Task Follow_PortalRestarts_SaysSoAndGoesOn()
    {
        Task<int> run;
        await using (var first = await OnMachine.StartAsync(_database, _folder.FullName))
        {
            first.Decide(Decision(21));
            await ThereAsync();
            run = Run.FollowAsync("", last: 10, asJson: false, _interrupted.Token);
            await SaidAsync(21);
            await first.StopAsync(Cancel);
        }

        await Eventually.TrueAsync(() => _error.ToString().Contains("no longer answers", StringComparison.Ordinal));
        await using var second = await OnMachine.StartAsync(_database, _folder.FullName);
        await Eventually.TrueAsync(() => _error.ToString().Contains("night answers again", StringComparison.Ordinal));
        second.Decide(Decision(22));
        await SaidAsync(22);
        await _interrupted.CancelAsync();

        Assert.Equal(ExitCode.Success, await run);
    }

    [Fact]
    public async Task Follow_NoPortalThere_SaysSoAndEnds()
    {
        Assert.Equal(ExitCode.NoPortal, await Run.FollowAsync("", last: 0, asJson: false, _interrupted.Token));
        Assert.StartsWith("No portal answers at", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_IsOpenToItsOwnAccountAlone()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        await ThereAsync();

        await Eventually.TrueAsync(() => OperatingSystem.IsWindows() || File.GetUnixFileMode(SocketPath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Now_SomethingStandsInFrontOfThePortal_AnswersAllTheSame()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName, "--Portal:PublicUrl=https://privatelink.my-saas.io");
        await ThereAsync();

        Assert.Equal(ExitCode.Success, await Run.NowAsync(asJson: false, Cancel));
        Assert.StartsWith("PrivateLink on night at", Output, StringComparison.Ordinal);
    }

    /// <summary>Behind a proxy it is the only report of what is so.</summary>
    [Fact]
    public async Task Now_EveryPlaceTaken_AnswersAllTheSame()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        await ThereAsync();
        var forgotten = new List<Socket>();
        try
        {
            for (var number = 0; number < 8; number++) forgotten.Add(await ForgetAsync());

            Assert.Equal(ExitCode.NoPortal, await Run.FollowAsync("", last: 0, asJson: false, Cancel));
            Assert.Contains("8 others already follow", _error.ToString(), StringComparison.Ordinal);
            Assert.Equal(ExitCode.Success, await Run.NowAsync(asJson: false, Cancel));
        }
        finally
        {
            forgotten.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Follow_TheReaderTakesNothingForLong_LosesItsPlace()
    {
        var (time, followers) = (new FakeTimeProvider(DateTimeOffset.UtcNow), new ConnectionFollowers());
        var live = new LiveConnections(TestSights.None, time, TestChannel.Create(), NullLogger<LiveConnections>.Instance);
        using var tail = new TailSocket(
            new PolicyFolder(_folder.FullName), followers, live, () => throw new InvalidOperationException(), () => throw new InvalidOperationException(),
            Options.Create(new EngineOptions()), time, NullLogger<TailSocket>.Instance);
        await tail.StartAsync(Cancel);
        await ThereAsync();
        using var forgotten = await ForgetAsync();
        var id = 0;

        await Eventually.TrueAsync(() =>
        {
            followers.Take([.. Enumerable.Range(0, 1_000).Select(_ => new DecisionEvent(Decision(++id)))]);
            time.Advance(TimeSpan.FromSeconds(31));
            return HasEnded(forgotten);
        });
        await tail.StopAsync(Cancel);
    }

    [Fact]
    public void Follower_TakesNothing_LosesAndCounts()
    {
        var followers = new ConnectionFollowers();
        using var follower = followers.Follow(ConnectionFilter.Everything);
        for (var id = 1; id <= Follower.Capacity + 7; id++) followers.Take([new(Decision(id))]);

        Assert.Equal(7, follower.TakeLost());
        Assert.Equal(0, follower.TakeLost());
        Assert.True(follower.Waiting.TryRead(out var first));
        Assert.Equal(1, first.Id);
    }

    private string SocketPath => Path.Combine(_folder.FullName, "tail.socket");

    private string Output => _output.ToString();

    private TailRun Run => new(SocketPath, _output, _error, TimeProvider.System);

    /// <summary>Connects as a follower that reads nothing after the greeting.</summary>
    private async Task<Socket> ForgetAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), Cancel);
        await socket.SendAsync(Encoding.UTF8.GetBytes(new TailRequest("", Last: 0).ToLine() + "\n"), Cancel);
        Assert.True(await socket.ReceiveAsync(new byte[100], Cancel) > 0);
        return socket;
    }

    /// <summary>Tests it by sending, because receiving would consume what is waiting.</summary>
    private static bool HasEnded(Socket socket)
    {
        socket.Blocking = false;
        socket.Send("\n"u8, SocketFlags.None, out var error);
        return error is not (SocketError.Success or SocketError.WouldBlock);
    }

    private static ConnectionDecision Decision(long id, Verdict verdict = Verdict.Allowed) =>
        TestDecision.Of(id, verdict) with { Time = DateTimeOffset.UtcNow, Upstream = verdict == Verdict.Allowed ? "echo" : null };

    private Task ThereAsync() => Eventually.TrueAsync(() => File.Exists(SocketPath));

    private Task SaidAsync(long id) => Eventually.TrueAsync(() => Output.Contains($"#{id}\n", StringComparison.Ordinal));

    /// <summary>Output that the test reads while it is being written.</summary>
    private sealed class HeardWriter : TextWriter
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_text) _text.Append(value);
        }

        public override string ToString()
        {
            lock (_text) return _text.ToString();
        }
    }
}
