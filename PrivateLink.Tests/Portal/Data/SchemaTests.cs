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
public abstract class SchemaTests(TestDatabase database) : IAsyncLifetime
{
    private readonly PortalWorld _world = new(database, database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        await _world.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task AllowedLink_ToAnotherTenantsEndpoint_IsRefused()
    {
        var id = await _world.CreateAsync(_world.Draft());
        await using var context = database.CreateDbContext();
        var endpoint = new PrivateEndpoint { TenantId = _world.Globex.Id, ServiceId = _world.Aws.Id, Cloud = _world.Aws.Cloud, LinkId = PortalWorld.AwsLink };
        context.Add(endpoint);
        await context.SaveChangesAsync(Cancel);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => context.Database.ExecuteSqlAsync(
            $"""INSERT INTO "AllowedLinks" ("ResourceId", "PrivateEndpointId", "TenantId", "Enabled", "SwitchedOffByCompany") VALUES ({id}, {endpoint.Id}, {_world.Megacorp.Id}, 1, 0)""", Cancel));

        Assert.Contains("FOREIGN KEY", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, await context.AllowedLinks.CountAsync(Cancel));
    }

    [Fact]
    public async Task PrivateEndpoint_OfAnotherCloudThanItsService_IsRefused()
    {
        await using var context = database.CreateDbContext();
        context.Add(new PrivateEndpoint { TenantId = _world.Globex.Id, ServiceId = _world.Aws.Id, Cloud = _world.Azure.Cloud, LinkId = PortalWorld.AzureLink });

        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancel));
    }

    [Fact]
    public async Task Resource_WithoutAMode_IsRefused()
    {
        await using var context = database.CreateDbContext();
        context.Add(new Resource { TenantId = _world.Globex.Id, Host = "globex.my-saas.io", Mode = default, UpstreamId = _world.Upstream.Id });

        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancel));
    }

    [Theory]
    [InlineData("MEGACORP", true)]
    [InlineData(" megacorp ", true)]
    [InlineData("Mégacorp", false)]
    public async Task Tenant_WithANameThatPeopleCallTheSame_IsRefused(string name, bool refused)
    {
        await using var context = database.CreateDbContext();
        context.Add(new Tenant { Name = name });

        var exception = await Record.ExceptionAsync(() => context.SaveChangesAsync(Cancel));

        Assert.Equal(refused, exception is not null);
        Assert.Equal(refused, exception is not null && DatabaseErrors.IsUniqueViolation(exception));
    }

    [Fact]
    public async Task LinkIds_ThatDifferInCapitals_AreTwo()
    {
        await using var context = database.CreateDbContext();
        foreach (var text in (string[])["vpce-ABC", "vpce-abc"])
            context.Add(new PrivateEndpoint { TenantId = _world.Globex.Id, ServiceId = _world.Aws.Id, Cloud = _world.Aws.Cloud, LinkId = text });

        await context.SaveChangesAsync(Cancel);

        Assert.Equal("vpce-abc", (await context.PrivateEndpoints.SingleAsync(endpoint => endpoint.LinkId == "vpce-abc", Cancel)).LinkId);
    }

    [Fact]
    public async Task SaveChanges_OfARowThatSomebodyElseSaved_IsRefused()
    {
        await using var mine = database.CreateDbContext();
        await using var theirs = database.CreateDbContext();
        (await mine.Tenants.SingleAsync(tenant => tenant.Id == _world.Globex.Id, Cancel)).Suspended = true;
        (await theirs.Tenants.SingleAsync(tenant => tenant.Id == _world.Globex.Id, Cancel)).Name = "Globex Ltd";

        await theirs.SaveChangesAsync(Cancel);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => mine.SaveChangesAsync(Cancel));
    }

    [Fact]
    public async Task Resource_Deleted_TakesItsListWithItAndLeavesTheEndpoint()
    {
        var id = await _world.CreateAsync(_world.Draft(mode: ResourceMode.Enforce, links: _world.AwsDraft()));
        await using var context = database.CreateDbContext();

        context.Remove(await context.Resources.SingleAsync(resource => resource.Id == id, Cancel));
        await context.SaveChangesAsync(Cancel);

        Assert.Equal((0, 1), (await context.AllowedLinks.CountAsync(Cancel), await context.PrivateEndpoints.CountAsync(Cancel)));
    }
}
