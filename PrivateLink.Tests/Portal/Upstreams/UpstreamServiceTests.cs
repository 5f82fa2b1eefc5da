using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Upstreams;

public sealed class UpstreamServiceOnSqliteTests() : UpstreamServiceTests(new SqliteTestDatabase());

public sealed class UpstreamServiceOnSqlServerTests() : UpstreamServiceTests(new SqlServerTestDatabase());

public abstract class UpstreamServiceTests : PortalWorldTest
{
    private readonly UpstreamService _upstreams;

    protected UpstreamServiceTests(TestDatabase database)
        : base(database) => _upstreams = new(database, World.Changes, new AddressProbe(TimeProvider.System));

    [Fact]
    public async Task CreateAsync_RightDraft_IsListedAndOfferedToHosts()
    {
        var saved = Assert.IsType<SaveResult.Saved>(await _upstreams.CreateAsync(Company, Draft(" app ", "10.0.4.11:443\n[fd00::5]:443"), Cancel));

        var row = (await _upstreams.ListAsync(Company, Cancel)).Single(upstream => upstream.Id == saved.Id);
        Assert.Equal(("app", "10.0.4.11:443\n[fd00::5]:443", 0), (row.Draft.Name, row.Draft.Addresses, row.HostCount));
        Assert.Null(saved.Enforcement);
        Assert.Contains((await World.Resources.ChoicesAsync(Company, Cancel)).Upstreams, choice => choice.Id == saved.Id);
        Assert.Equal("upstream.created", await LastActionAsync());
    }

    [Fact]
    public async Task CreateAsync_NameInUse_InAnyCapitals_IsAnError()
    {
        var twin = await _upstreams.CreateAsync(Company, Draft("ECHO", "10.0.4.11:443"), Cancel);

        Assert.Equal([nameof(UpstreamDraft.Name)], Assert.IsType<SaveResult.Invalid>(twin).Errors.Keys);
    }

    [Fact]
    public async Task UpdateAsync_Addresses_AreInForceForItsHosts_AndUnchangedOnesKeepTheirRows()
    {
        var resource = await World.CreateAsync(World.Draft());
        var before = (await _upstreams.FindAsync(Company, World.Upstream.Id, Cancel))!;

        var result = await _upstreams.UpdateAsync(Company, before.Id, before.Version, Draft("echo", "127.0.0.1:7450\n127.0.0.1:7451", sendsHeader: true), Cancel);

        Assert.Equal(new Enforcement.InForce(2), Assert.IsType<SaveResult.Saved>(result).Enforcement);
        var upstream = World.Store.Current!.Find("megacorp.my-saas.io")!.Upstream;
        Assert.Equal(["127.0.0.1:7450", "127.0.0.1:7451"], upstream.Addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal));
        Assert.True(upstream.SendProxyHeader);
        var after = (await _upstreams.FindAsync(Company, before.Id, Cancel))!;
        Assert.Equal([new UpstreamHost(resource, "megacorp.my-saas.io")], after.Hosts);
        await using var context = Database.CreateDbContext();
        var rows = (await context.Upstreams.AsNoTracking().SingleAsync(row => row.Id == before.Id, Cancel)).Addresses;
        Assert.Contains(World.Upstream.Addresses.Single().Id, rows.Select(row => row.Id));
    }

    [Fact]
    public async Task UpdateAsync_NothingChanged_MakesNoRevision()
    {
        await World.CreateAsync(World.Draft());
        var row = (await _upstreams.FindAsync(Company, World.Upstream.Id, Cancel))!;

        Assert.IsType<SaveResult.Saved>(await _upstreams.UpdateAsync(Company, row.Id, row.Version, row.Draft, Cancel));

        await using var context = Database.CreateDbContext();
        Assert.Equal(1, await context.PolicyRevisions.MaxAsync(revision => revision.Number, Cancel));
        Assert.Equal("resource.created", await LastActionAsync());
    }

    [Fact]
    public async Task UpdateAsync_OlderForm_IsRefusedWithTheDifference()
    {
        var row = (await _upstreams.FindAsync(Company, World.Upstream.Id, Cancel))!;
        Assert.IsType<SaveResult.Saved>(await _upstreams.UpdateAsync(Company, row.Id, row.Version, Draft("echo", "127.0.0.1:7451"), Cancel));

        var stale = await _upstreams.UpdateAsync(Company, row.Id, row.Version, Draft("echo", "127.0.0.1:7452"), Cancel);

        Assert.Equal(new FieldDifference("Addresses", "127.0.0.1:7452", "127.0.0.1:7451"), Assert.Single(Assert.IsType<SaveResult.Conflict>(stale).Differences));
    }

    [Fact]
    public async Task DeleteAsync_InUse_IsRefused_AndUnusedIsGone()
    {
        await World.CreateAsync(World.Draft());
        var used = (await _upstreams.FindAsync(Company, World.Upstream.Id, Cancel))!;
        var spare = Assert.IsType<SaveResult.Saved>(await _upstreams.CreateAsync(Company, Draft("spare", "10.0.4.11:443"), Cancel));

        var refused = await _upstreams.DeleteAsync(Company, used.Id, used.Version, Cancel);
        var deleted = await _upstreams.DeleteAsync(Company, spare.Id, 1, Cancel);

        Assert.StartsWith("1 host uses this upstream.", Assert.IsType<SaveResult.Refused>(refused).Message, StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(deleted);
        Assert.Equal(["echo"], (await _upstreams.ListAsync(Company, Cancel)).Select(upstream => upstream.Draft.Name));
        Assert.Equal("upstream.deleted", await LastActionAsync());
    }

    [Fact]
    public async Task CheckAsync_AnswersForEachAddress()
    {
        using var backend = new TcpListener(IPAddress.Loopback, 0);
        backend.Start();
        using var refusing = new RefusingPort();

        var checks = await _upstreams.CheckAsync(Company, Draft("app", $"{backend.LocalEndpoint}\n127.0.0.1:{refusing.Number}"), Cancel);

        Assert.Equal([true, false], checks.Select(check => check.Answers));
        Assert.Equal("Refused: nothing listens on this port.", checks[1].Words);
    }

    private async Task<string> LastActionAsync()
    {
        await using var context = Database.CreateDbContext();
        return (await context.AuditEntries.OrderBy(entry => entry.Sequence).LastAsync(Cancel)).Action;
    }

    private static UpstreamDraft Draft(string name, string addresses, bool sendsHeader = false) => new() { Name = name, Addresses = addresses, SendProxyHeader = sendsHeader };
}
