using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Resources;

public sealed class ResourceServiceOnSqliteTests() : ResourceServiceTests(new SqliteTestDatabase());

public sealed class ResourceServiceOnSqlServerTests() : ResourceServiceTests(new SqlServerTestDatabase());

public sealed class ResourceServiceOnRetryingSqliteTests() : ResourceServiceTests(new RetryingSqliteDatabase());

/// <summary>Who can see which hosts, and what every save records.</summary>
public abstract class ResourceServiceTests(TestDatabase database) : ResourceServiceTest(database)
{
    [Fact]
    public async Task EveryOperation_ForAForeignTenant_FindsNothing()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));

        Assert.Empty(await Resources.ListAsync(World.GlobexCaller, Cancel));
        Assert.Null(await Resources.FindAsync(World.GlobexCaller, id, Cancel));
        Assert.IsType<SaveResult.NotFound>(await Resources.UpdateAsync(World.GlobexCaller, id, 1, World.Draft(), Cancel));
        var choices = await Resources.ChoicesAsync(World.GlobexCaller, Cancel);
        Assert.Equal("Globex", Assert.Single(choices.Tenants).Name);
        Assert.Empty(choices.Upstreams);
    }

    [Fact]
    public async Task ListAsync_QueryThatForgotToAsk_StillHidesOtherTenants()
    {
        await World.CreateAsync(World.Draft(links: World.AwsDraft()));

        await using var context = Database.CreateDbContext();
        context.Caller = World.GlobexCaller;

        Assert.Equal(0, await context.Resources.CountAsync(Cancel));
        Assert.Equal(0, await context.PrivateEndpoints.CountAsync(Cancel));
        Assert.Equal(0, await context.AllowedLinks.CountAsync(Cancel));
        Assert.Equal("Globex", (await context.Tenants.SingleAsync(Cancel)).Name);
    }

    [Fact]
    public async Task ChoicesAsync_Company_OffersEverything()
    {
        var choices = await Resources.ChoicesAsync(Company, Cancel);

        Assert.Equal(["Globex", "Megacorp"], choices.Tenants.Select(tenant => tenant.Name));
        Assert.Equal(new UpstreamChoice(World.Upstream.Id, "echo", "127.0.0.1:7450"), Assert.Single(choices.Upstreams));
        Assert.Equal([CloudProvider.Aws, CloudProvider.Azure], choices.Services.Select(service => service.Cloud));
    }

    /// <summary>Listed under the published service, a link that came through another one would stay denied.</summary>
    [Fact]
    public async Task ServiceOfAsync_ALinkThatCameThroughAnUnpublishedService_IsNoneForATenant()
    {
        var hidden = new PrivateLinkService { Name = "saas-aws-2", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "another alias", Published = false };
        await using (var context = Database.CreateDbContext())
        {
            context.Add(hidden);
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Null(await Resources.ServiceOfAsync(World.GlobexCaller, CloudProvider.Aws, "saas-aws-2", Cancel));
        Assert.Equal(hidden.Id, await Resources.ServiceOfAsync(Company, CloudProvider.Aws, "SAAS-AWS-2", Cancel));
        Assert.Equal(World.Aws.Id, await Resources.ServiceOfAsync(World.GlobexCaller, CloudProvider.Aws, "saas-aws", Cancel));
        Assert.Equal(World.Aws.Id, await Resources.ServiceOfAsync(World.GlobexCaller, CloudProvider.Aws, name: null, Cancel));
        Assert.Null(await Resources.ServiceOfAsync(Company, CloudProvider.Aws, name: null, Cancel));
    }

    [Fact]
    public async Task EverySave_LeavesARevisionThatSaysWhatItDid()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        await Resources.UpdateAsync(World.MegacorpCaller, id, 1, World.Loosening(mode: ResourceMode.Monitor, links: World.AzureDraft()), Cancel);

        await using var context = Database.CreateDbContext();
        var revisions = await context.PolicyRevisions.OrderBy(revision => revision.Number).ToListAsync(Cancel);
        Assert.Equal(
            [
                (1, "ada", "megacorp.my-saas.io: created, Enforce, 1 link"),
                (2, "mia", $"megacorp.my-saas.io: Enforce to Monitor, {PortalWorld.AzureLink} added, {PortalWorld.AwsLink} removed (reason: Their proxy lost its header)"),
            ],
            revisions.Select(revision => (revision.Number, revision.By, revision.Summary)));
    }
}
