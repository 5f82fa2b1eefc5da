using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Tenants;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Tenants;

public sealed class TenantDirectoryOnSqliteTests() : TenantDirectoryTests(new SqliteTestDatabase());

public sealed class TenantDirectoryOnSqlServerTests() : TenantDirectoryTests(new SqlServerTestDatabase());

public abstract class TenantDirectoryTests(TestDatabase database) : PeopleTests(database)
{
    [Fact]
    public async Task CreateAndRename_AreListed_AndTwoOfOneNameAreNot()
    {
        var created = Assert.IsType<SaveResult.Saved>(await World.Tenants.CreateAsync(PeopleWorld.Company, " Initech ", Cancel));
        var twin = await World.Tenants.CreateAsync(PeopleWorld.Company, "INITECH", Cancel);
        var renamed = await World.Tenants.RenameAsync(PeopleWorld.Company, created.Id, 1, "Initrode", Cancel);
        var stale = await World.Tenants.RenameAsync(PeopleWorld.Company, created.Id, 1, "Initech", Cancel);

        Assert.IsType<SaveResult.Invalid>(twin);
        Assert.IsType<SaveResult.Saved>(renamed);
        Assert.Equal(new FieldDifference("Name", "Initech", "Initrode"), Assert.Single(Assert.IsType<SaveResult.Conflict>(stale).Differences));
        Assert.Equal(["Globex", "Initrode", "Megacorp"], (await World.Tenants.ListAsync(PeopleWorld.Company, Cancel)).Select(tenant => tenant.Name));
    }

    [Fact]
    public async Task SuspendAsync_IsAChangeOfThePolicyInForce()
    {
        var suspended = Assert.IsType<SaveResult.Saved>(await World.Tenants.SuspendAsync(PeopleWorld.Company, World.Megacorp.Id, suspended: true, "it did not pay", Cancel));
        var resumed = Assert.IsType<SaveResult.Saved>(await World.Tenants.SuspendAsync(PeopleWorld.Company, World.Megacorp.Id, suspended: false, cancellationToken: Cancel));

        Assert.Equal(new Enforcement.InForce(1), suspended.Enforcement);
        Assert.Equal(new Enforcement.InForce(2), resumed.Enforcement);
        await using var context = Database.CreateDbContext();
        Assert.Equal(
            ["Megacorp: suspended, its hosts accept no connections (reason: it did not pay)", "Megacorp: no longer suspended"],
            await context.PolicyRevisions.OrderBy(revision => revision.Number).Select(revision => revision.Summary).ToListAsync(Cancel));
        Assert.Equal(
            ["tenant.suspended", "tenant.resumed"], await context.AuditEntries.OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync(Cancel));
        Assert.Contains("\"reason\":\"it did not pay\"", (await context.AuditEntries.FirstAsync(entry => entry.Action == "tenant.suspended", Cancel)).After, StringComparison.Ordinal);
    }

    /// <summary>Suspending cuts all of a customer's traffic, so it needs a reason.</summary>
    [Fact]
    public async Task SuspendAsync_WithoutAReason_IsNotDone()
    {
        var suspended = await World.Tenants.SuspendAsync(PeopleWorld.Company, World.Megacorp.Id, suspended: true, "because", Cancel);

        Assert.Contains("at least 10 characters", Assert.IsType<SaveResult.Invalid>(suspended).Errors[TenantDirectory.ReasonField], StringComparison.Ordinal);
        Assert.False((await World.Tenants.FindAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Suspended);
    }
}
