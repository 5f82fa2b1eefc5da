using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Portal.Identity;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionSharing;

/// <summary>The commands for sharing a connection on SQL Server, checked by Microsoft's parser without a server.</summary>
public sealed class SqlServerCommandTests : IDisposable
{
    private readonly SqlServerStandIn _server = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly PortalWorld _world;
    private readonly ConnectionLogWorld _log;

    public SqlServerCommandTests() => (_world, _log) = (new(_server, _time), new(_server, _time));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _log.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task Links_AreUnderstood()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var document = SharedWriting.Of(LinkSight.Everything.Show(new(1, TestDecision.Complete(1), closed: null)), now);
        foreach (var (column, value) in ((string, object)[])
            [
                ("Id", _world.Megacorp.Id), ("TenantId", _world.Megacorp.Id), ("ConnectionId", 1L), ("Title", "a title"), ("Document", document.ToJson()), ("TokenHash", ""),
                ("ExpiresAt", now.AddDays(1)), ("MadeBy", "mia"), ("MadeById", _world.Megacorp.Id), ("Opened", 1), ("FirstOpenedAt", now), ("FirstOpenedFrom", ""),
                ("LastOpenedAt", now), ("ClosedAt", now), ("IsGood", true), ("Version", 1), ("CreatedAt", now), ("UpdatedAt", now), ("UpdatedBy", "mia"),
                ("Cloud", 1), ("LinkId", PortalWorld.AwsLink), ("Sequence", 41L), ("Hash", PrivateLink.Portal.Audit.AuditChain.Root),
            ])
            _server.Answers[column] = value;
        _log.Live.Take([new(TestDecision.Complete(1) with { TenantId = _world.Megacorp.Id })]);
        var shares = new ConnectionShares(
            _server, _world.Changes, _log.Live, new StoredConnections(_server, _log.Sights), _log.Sights, new(new(_server), new(_server)), _world.Ceilings, _time);
        using var upkeep = new SharedConnectionUpkeep(_server, _log.Clock, _time, NullLogger<SharedConnectionUpkeep>.Instance);

        Assert.Single((await shares.ListAsync(_world.MegacorpCaller, 1, Cancel))!);
        await shares.ListAsync(PortalWorld.Company, null, Cancel);
        Assert.NotNull(await shares.PreviewAsync(_world.MegacorpCaller, 1, Cancel));
        Assert.IsType<SaveResult.Saved>(await shares.MakeAsync(_world.MegacorpCaller, 1, ConnectionShares.DefaultLifetime, OneTimeToken.New(), Cancel));
        Assert.NotNull(await new SharedConnectionDoor(_server, _world.Changes, _time).OpenAsync("token", "198.51.100.7", Cancel));
        Assert.IsType<SaveResult.Invalid>(await shares.TakeBackAsync(_world.MegacorpCaller, _world.Megacorp.Id, Cancel));
        Assert.True(await upkeep.TryAsync(last: false, Cancel), upkeep.Error);

        foreach (var part in (string[])["INSERT INTO [SharedConnections]", "FROM [SharedConnections]", "UPDATE [s]", "DELETE FROM [s]"])
            Assert.Contains(_server.Commands, command => command.Contains(part, StringComparison.Ordinal));
    }
}
