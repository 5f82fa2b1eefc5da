using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>Changes that another process saves in the same database also take effect, as a whole.</summary>
public sealed class OtherProcessTests : PublicationTest
{
    [Fact]
    public async Task Save_WithNothingReadBesides_LeavesWhatOthersWroteWithoutARevision()
    {
        var first = await World.CreateAsync(World.Draft("first.my-saas.io"));
        var other = await World.CreateAsync(World.Draft("other.my-saas.io"));
        await using (var context = Database.CreateDbContext())
        {
            (await context.Resources.SingleAsync(resource => resource.Id == first, Cancel)).Enabled = false;
            await context.SaveChangesAsync(Cancel);
        }

        await UpdateAsync(other, draft => draft.Mode = ResourceMode.Monitor);
        Assert.False(Current.Find("first.my-saas.io")!.Disabled);

        await World.Publisher.RefreshAsync(Cancel);
        Assert.True(Current.Find("first.my-saas.io")!.Disabled);
    }

    [Fact]
    public async Task Save_AfterAnotherProcessSaved_BringsThatIntoForceToo()
    {
        var first = await World.CreateAsync(World.Draft("first.my-saas.io"));
        var other = await World.CreateAsync(World.Draft("other.my-saas.io"));
        await World.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == first).Enabled = false);

        await UpdateAsync(other, draft => draft.Mode = ResourceMode.Monitor);

        Assert.Equal(4, Current.Revision);
        Assert.True(Current.Find("first.my-saas.io")!.Disabled);
        Assert.Equal(ResourceMode.Monitor, Current.Find("other.my-saas.io")!.Mode);
    }

    /// <summary>Another process saves while an edit's resources are read. The published policy is still of one revision.</summary>
    [Fact]
    public async Task Publish_AnotherProcessSavesInTheMiddle_IsOfOneRevision()
    {
        var id = await World.CreateAsync(World.Draft());
        var contexts = new Interrupted(Database);
        using var next = new PortalWorld(contexts, Database.Time);
        await next.Publisher.RefreshAsync(Cancel);
        next.Edits.Announce(2, new AnnouncedEdit(new HashSet<Guid> { id }, TouchesShared: false, Confirms: true));
        await World.SaveElsewhereAsync(context => context.Resources.Single().Mode = ResourceMode.Monitor);

        contexts.Before("Installations", time: 2, () => World.SaveElsewhereAsync(context => context.Resources.Single().Enabled = false).GetAwaiter().GetResult());
        await next.Publisher.PublishAsync(Cancel);

        Assert.Equal((3L, true), (next.Store.Current!.Revision, next.Store.Current.Find(id)!.Disabled));
    }

    /// <summary>Another process changes an upstream and a host after the upstreams were read. Both are read again.</summary>
    [Fact]
    public async Task ReadAsync_AnotherProcessSavesInTheMiddle_IsOfOneRevision()
    {
        await World.CreateAsync(World.Draft());
        var contexts = new Interrupted(Database);
        using var next = new PortalWorld(contexts, Database.Time);

        contexts.Before("Resources", time: 1, () => World.SaveElsewhereAsync(context =>
        {
            context.Upstreams.Single().Name = "moved";
            context.Resources.Single().Mode = ResourceMode.Monitor;
        }).GetAwaiter().GetResult());
        var content = await next.Reader.ReadAsync(followed: null, Cancel);

        var resource = Assert.Single(content.Resources);
        Assert.Equal((2L, ResourceMode.Monitor, "moved"), (content.Mark.Revision, resource.Mode, resource.Upstream.Name));
    }

    [Fact]
    public async Task AnotherProcessSaves_IsNoticedBeforeLong()
    {
        var first = await World.CreateAsync(World.Draft("first.my-saas.io"));
        await World.Upkeep.StartAsync(Cancel);
        await World.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == first).Enabled = false);

        while (Current.Revision < 2)
        {
            Database.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(1, Cancel);
        }

        Assert.True(Current.Find("first.my-saas.io")!.Disabled);
    }

    /// <summary>A database that runs a test's action before a command that reads a certain table.</summary>
    private sealed class Interrupted(SqliteTestDatabase database) : DbCommandInterceptor, IDbContextFactory<PortalDbContext>
    {
        private (string Table, int Times, Action Happens)? _next;

        public void Before(string table, int time, Action happens) => _next = (table, time, happens);

        public PortalDbContext CreateDbContext() => new SqlitePortalDbContext(
            (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite(database.Options, contentRoot: "/").AddInterceptors(this).Options,
            database.Time);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (_next is { } next && command.CommandText.Contains($"FROM \"{next.Table}\"", StringComparison.Ordinal))
            {
                _next = next.Times > 1 ? next with { Times = next.Times - 1 } : null;
                if (_next is null) next.Happens();
            }

            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
