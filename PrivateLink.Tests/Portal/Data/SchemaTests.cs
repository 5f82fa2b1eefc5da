using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public sealed class SchemaOnSqliteTests() : SchemaTests(new SqliteTestDatabase());

public sealed class SchemaOnSqlServerTests() : SchemaTests(new SqlServerTestDatabase());

public sealed class SchemaOnRetryingSqliteTests() : SchemaTests(new RetryingSqliteDatabase());

/// <summary>What the database itself refuses, whatever program asks.</summary>
public abstract class SchemaTests(TestDatabase database) : PortalWorldTest(database)
{

    [Fact]
    public async Task AllowedLink_ToAnotherTenantsEndpoint_IsRefused()
    {
        var id = await World.CreateAsync(World.Draft());
        await using var context = Database.CreateDbContext();
        var endpoint = new PrivateEndpoint { TenantId = World.Globex.Id, ServiceId = World.Aws.Id, Cloud = World.Aws.Cloud, LinkId = PortalWorld.AwsLink };
        context.Add(endpoint);
        await context.SaveChangesAsync(Cancel);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => context.Database.ExecuteSqlAsync(
            $"""INSERT INTO "AllowedLinks" ("ResourceId", "PrivateEndpointId", "TenantId", "Enabled", "SwitchedOffByCompany") VALUES ({id}, {endpoint.Id}, {World.Megacorp.Id}, 1, 0)""", Cancel));

        Assert.Contains("FOREIGN KEY", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, await context.AllowedLinks.CountAsync(Cancel));
    }

    [Fact]
    public async Task PrivateEndpoint_OfAnotherCloudThanItsService_IsRefused()
    {
        await using var context = Database.CreateDbContext();
        context.Add(new PrivateEndpoint { TenantId = World.Globex.Id, ServiceId = World.Aws.Id, Cloud = World.Azure.Cloud, LinkId = PortalWorld.AzureLink });

        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancel));
    }

    [Fact]
    public async Task Resource_WithoutAMode_IsRefused()
    {
        await using var context = Database.CreateDbContext();
        context.Add(new Resource { TenantId = World.Globex.Id, Host = "globex.my-saas.io", Mode = default, UpstreamId = World.Upstream.Id });

        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancel));
    }

    [Theory]
    [InlineData("MEGACORP", true)]
    [InlineData(" megacorp ", true)]
    [InlineData("Mégacorp", false)]
    public async Task Tenant_WithANameThatPeopleCallTheSame_IsRefused(string name, bool refused)
    {
        await using var context = Database.CreateDbContext();
        context.Add(new Tenant { Name = name });

        var exception = await Record.ExceptionAsync(() => context.SaveChangesAsync(Cancel));

        Assert.Equal(refused, exception is not null);
        Assert.Equal(refused, exception is not null && DatabaseErrors.IsUniqueViolation(exception));
    }

    [Fact]
    public async Task LinkIds_ThatDifferInCapitals_AreTwo()
    {
        await using var context = Database.CreateDbContext();
        foreach (var text in (string[])["vpce-ABC", "vpce-abc"])
            context.Add(new PrivateEndpoint { TenantId = World.Globex.Id, ServiceId = World.Aws.Id, Cloud = World.Aws.Cloud, LinkId = text });

        await context.SaveChangesAsync(Cancel);

        Assert.Equal("vpce-abc", (await context.PrivateEndpoints.SingleAsync(endpoint => endpoint.LinkId == "vpce-abc", Cancel)).LinkId);
    }

    [Fact]
    public async Task SaveChanges_OfARowThatSomebodyElseSaved_IsRefused()
    {
        await using var mine = Database.CreateDbContext();
        await using var theirs = Database.CreateDbContext();
        (await mine.Tenants.SingleAsync(tenant => tenant.Id == World.Globex.Id, Cancel)).Suspended = true;
        (await theirs.Tenants.SingleAsync(tenant => tenant.Id == World.Globex.Id, Cancel)).Name = "Globex Ltd";

        await theirs.SaveChangesAsync(Cancel);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => mine.SaveChangesAsync(Cancel));
    }

    [Fact]
    public async Task Resource_Deleted_TakesItsListWithItAndLeavesTheEndpoint()
    {
        var id = await World.CreateAsync(World.Draft(mode: ResourceMode.Enforce, links: World.AwsDraft()));
        await using var context = Database.CreateDbContext();

        context.Remove(await context.Resources.SingleAsync(resource => resource.Id == id, Cancel));
        await context.SaveChangesAsync(Cancel);

        Assert.Equal((0, 1), (await context.AllowedLinks.CountAsync(Cancel), await context.PrivateEndpoints.CountAsync(Cancel)));
    }
}
