using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>A different database, or one that lost its last revisions, neither closes nor opens anything by itself.</summary>
public sealed class DatabaseDoubtTests : DatabaseDoubtTest
{
    [Theory]
    [InlineData(true, DatabaseDoubt.Another)]
    [InlineData(false, DatabaseDoubt.Older)]
    public async Task EmptyDatabase_InPlaceOfTheRightOne_ClosesNothingAndSaysSo(bool another, DatabaseDoubt doubt)
    {
        await ReplaceByEmptyAsync(another);

        await World.Publisher.PublishAsync(Cancel);
        ExpectAsBefore(doubt);
        await World.Publisher.RefreshAsync(Cancel);
        ExpectAsBefore(doubt);

        Restart();
        await World.Publisher.RecoverAsync(Cancel);
        Assert.Equal(Hosts, Status.HeldBack.Count);
        await World.Publisher.RefreshAsync(Cancel);
        ExpectAsBefore(doubt);
    }

    /// <summary>Once the right database is back, the portal follows it again and its closings take effect at once.</summary>
    [Fact]
    public async Task RightDatabase_BackAfterAnother_IsFollowedAtOnce()
    {
        await ReplaceByEmptyAsync(another: true);
        await World.Publisher.PublishAsync(Cancel);
        Database.Now = Right;
        await World.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Host == "h1.my-saas.io").Enabled = false);

        await World.Publisher.PublishAsync(Cancel);

        Assert.True(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Equal((null, 0, Hosts + 1L), (Status.Doubt, Status.HeldBack.Count, Status.Revision));
    }

    [Fact]
    public async Task Confirmed_ByAnAdministrator_TheOtherDatabaseIsTheOneToFollow()
    {
        await ReplaceByEmptyAsync(another: true);
        await World.Publisher.PublishAsync(Cancel);

        Assert.IsType<SaveResult.Saved>(await ConfirmAsync(World.Publisher.Status.HeldBack.Take(1)));
        Assert.Equal((Hosts - 1, DatabaseDoubt.Another), (Current.Count, Status.Doubt));
        Assert.NotNull(World.End.Problem);
        Assert.IsType<SaveResult.Saved>(await ConfirmAsync(World.Publisher.Status.HeldBack));

        Assert.Equal((0, null, 2L), (Current.Count, Status.Doubt, Status.Revision));
        Assert.Null(World.End.Problem);
        Restart();
        await World.Publisher.RefreshAsync(Cancel);
        Assert.Equal((0, null, 0), (Current.Count, Status.Doubt, Status.HeldBack.Count));
    }

    /// <summary>A user who creates a host again in a new database means that host, whatever else is held back.</summary>
    [Fact]
    public async Task HostMadeAgain_InAnotherDatabase_TakesItsNameAndTheOthersWait()
    {
        await ReplaceByEmptyAsync(another: true);
        await World.Publisher.PublishAsync(Cancel);
        await using (var context = Other.CreateDbContext())
        {
            context.AddRange(First.Megacorp, First.Aws, First.Upstream);
            await context.SaveChangesAsync(Cancel);
        }

        var id = await World.CreateAsync(World.Draft("h1.my-saas.io", ResourceMode.Monitor));

        Assert.Equal(["h0.my-saas.io", "h2.my-saas.io"], Status.HeldBack.Select(held => held.Host));
        Assert.Equal((id, ResourceMode.Monitor), (Current.Find("h1.my-saas.io")!.ResourceId, Current.Find("h1.my-saas.io")!.Mode));
        Assert.Equal(ResourceMode.Enforce, Current.Find("h0.my-saas.io")!.Mode);
        await World.Publisher.RefreshAsync(Cancel);
        Assert.Equal(["h0.my-saas.io", "h2.my-saas.io"], Status.HeldBack.Select(held => held.Host).Where(host => host != "h1.my-saas.io"));
        Assert.Equal(Hosts, Current.Count);
    }

    /// <summary>A policy from before databases had identities follows the database that has its revision.</summary>
    [Fact]
    public async Task Restart_DatabaseAsBefore_IsNotDoubted()
    {
        Restart();

        await World.Publisher.RefreshAsync(Cancel);

        Assert.Equal((null, 0, (long)Hosts), (Status.Doubt, Status.HeldBack.Count, Status.Revision));
    }

    [Fact]
    public async Task Migrations_OfEachDatabase_MakeAnIdentityOfItsOwn()
    {
        HashSet<Guid> identities = [];
        for (var made = 0; made < 2; made++)
        {
            await using var database = new SqliteTestDatabase();
            await using var context = database.CreateDbContext();
            await SqliteFile.CreateIfMissingAsync(context.Database.GetConnectionString()!, Cancel);
            await context.Database.MigrateAsync(Cancel);
            identities.Add((await context.Installations.SingleAsync(Cancel)).Id);
        }

        Assert.Equal(2, identities.Count);
    }

    private async Task ReplaceByEmptyAsync(bool another)
    {
        await Other.CreateAsync();
        await using var context = Other.CreateDbContext();
        if (another) await context.Installations.ExecuteUpdateAsync(set => set.SetProperty(row => row.Id, Guid.NewGuid()), Cancel);
        Database.Now = Other;
    }

    private void ExpectAsBefore(DatabaseDoubt doubt)
    {
        Assert.Equal((Hosts, (long)Hosts), (Current.Count, Current.Revision));
        Assert.All(Current.Resources, resource => Assert.Single(resource.Links.Grants));
        Assert.Equal((doubt, Hosts), (Status.Doubt, Status.HeldBack.Count));
        Assert.Equal("is removed", Status.HeldBack[0].What);
    }

    private Task<SaveResult> ConfirmAsync(IEnumerable<HeldChange> seen) =>
        World.Confirmation.ConfirmAsync(PortalWorld.Company, [.. seen.Select(held => held.ResourceId)], Cancel);
}
