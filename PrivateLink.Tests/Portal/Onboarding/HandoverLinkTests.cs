using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class HandoverLinkOnSqliteTests() : HandoverLinkTests(new SqliteTestDatabase());

public sealed class HandoverLinkOnSqlServerTests() : HandoverLinkTests(new SqlServerTestDatabase());

/// <summary>What the link to a step gives access to, and when it ends.</summary>
public abstract class HandoverLinkTests(TestDatabase database) : HandoverTest(database)
{
    private const string Gil = "gil@megacorp.example";

    [Fact]
    public async Task OpenAsync_AGoodLink_ShowsItsStepAndNothingElseOfTheTenant()
    {
        var id = await World.StartAsync();
        await World.StartAsync(World.Gus);
        await World.Portal.CreateAsync(World.Portal.Draft("other.my-saas.io"));

        foreach (var step in Enum.GetValues<HandedStep>())
        {
            var sheet = (await World.HandoverDoor.OpenAsync(await World.HandOverAsync(id, step), There, Cancel))!;

            Assert.Equal("AWS, us-east-1", sheet.Where);
            Assert.NotEmpty(sheet.Ways);
            var text = System.Text.Json.JsonSerializer.Serialize(sheet);
            foreach (var secret in (string[])["Megacorp", "mia", "Globex", "gus", "globex.my-saas.io", "other.my-saas.io", "saas-aws", $"{id}"])
                Assert.DoesNotContain($"\"{secret}", text, StringComparison.Ordinal);
            Assert.Equal(step is HandedStep.Zones, !text.Contains("megacorp.my-saas.io", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task OpenAsync_AfterItsDays_FindsNothing(int days)
    {
        var token = await World.HandOverAsync(await World.StartAsync(), days: days);
        Database.Time.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await World.HandoverDoor.OpenAsync(token, There, Cancel));
        Database.Time.Advance(TimeSpan.FromSeconds(1));

        await AssertOverAsync(token);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(365)]
    public async Task MakeAsync_ForAnyOtherTime_IsRefused(int days) =>
        Assert.Contains("1, 3 or 7 days", SentenceOf(await World.Handovers.MakeAsync(World.Mia, await World.StartAsync(), HandedStep.Create, days, OneTimeToken.New(), Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task MakeAsync_AStepThatTheCloudDoesNotHave_IsRefused()
    {
        var azure = await World.StartAsync(service: World.Portal.Azure);

        Assert.IsType<SaveResult.Invalid>(await World.Handovers.MakeAsync(World.Mia, azure, HandedStep.Zones, 3, OneTimeToken.New(), Cancel));
        Assert.IsType<SaveResult.Invalid>(await World.Handovers.MakeAsync(World.Mia, azure, default, 3, OneTimeToken.New(), Cancel));
    }

    [Fact]
    public async Task TakeBackAsync_EndsTheLink_AndWhatWasSentStays()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);
        await World.HandoverDoor.SendAsync(token, PortalWorld.AwsLink, There, Cancel);
        var link = Assert.Single((await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Links);

        Assert.IsType<SaveResult.Saved>(await World.Handovers.TakeBackAsync(World.Mia, link.Id, Cancel));

        await AssertOverAsync(token);
        var view = (await World.Handovers.FindAsync(World.Mia, id, Cancel))!;
        Assert.Empty(view.Links);
        Assert.Single(view.Answers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody's")]
    public async Task OpenAsync_AnyOtherText_FindsNothing(string token)
    {
        await World.HandOverAsync(await World.StartAsync());

        await AssertOverAsync(token);
    }

    /// <summary>Once the requested value is known, from whatever source, the links that ask for it end. Links of later steps stay valid.</summary>
    [Fact]
    public async Task Links_OnceThereIsALinkId_EndWhereItWasAskedFor()
    {
        var id = await World.StartAsync();
        var tokens = new Dictionary<HandedStep, string>();
        foreach (var step in Enum.GetValues<HandedStep>()) tokens[step] = await World.HandOverAsync(id, step);

        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.AwsLink), Cancel);

        await AssertOverAsync(tokens[HandedStep.Zones]);
        await AssertOverAsync(tokens[HandedStep.Create]);
        Assert.NotNull(await World.HandoverDoor.OpenAsync(tokens[HandedStep.Dns], There, Cancel));
        Assert.NotNull(await World.HandoverDoor.OpenAsync(tokens[HandedStep.Verify], There, Cancel));
    }

    [Fact]
    public async Task Link_MadeForALinkId_EndsWithAnother()
    {
        var id = await World.StartWithLinkAsync();
        var token = await World.HandOverAsync(id, HandedStep.Dns);
        Assert.NotNull(await World.HandoverDoor.OpenAsync(token, There, Cancel));

        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new(PortalWorld.AwsLink, PortalWorld.OtherAwsLink), Cancel);

        await AssertOverAsync(token);
    }

    [Fact]
    public async Task Link_OfARetiredEndpoint_HasEnded()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);

        Assert.IsType<SaveResult.Saved>(await World.Endpoints.RetireAsync(World.Mia, id, Cancel));

        await AssertOverAsync(token);
        Assert.IsType<SaveResult.Invalid>(await World.Handovers.MakeAsync(World.Mia, id, HandedStep.Create, 3, OneTimeToken.New(), Cancel));
    }

    [Fact]
    public async Task Link_OfADeletedEndpointOrASuspendedTenant_HasEnded()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);
        await using var context = Database.CreateDbContext();
        await context.Tenants.Where(tenant => tenant.Id == World.Portal.Megacorp.Id).ExecuteUpdateAsync(set => set.SetProperty(tenant => tenant.Suspended, true), Cancel);
        await AssertOverAsync(token);
        await context.Tenants.Where(tenant => tenant.Id == World.Portal.Megacorp.Id).ExecuteUpdateAsync(set => set.SetProperty(tenant => tenant.Suspended, false), Cancel);
        Assert.NotNull(await World.HandoverDoor.OpenAsync(token, There, Cancel));

        await context.AllowedLinks.Where(link => link.PrivateEndpointId == id).ExecuteDeleteAsync(Cancel);
        await context.PrivateEndpoints.Where(endpoint => endpoint.Id == id).ExecuteDeleteAsync(Cancel);

        await AssertOverAsync(token);
        Assert.Empty(await context.StepHandovers.ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(TenantRole.Member, TenantRole.Owner, true)]
    [InlineData(TenantRole.Member, TenantRole.Viewer, false)]
    [InlineData(TenantRole.Owner, null, false)]
    public async Task Link_OfAMakerWhoseRoleChanges_WorksOnlyWhileTheRoleAllowsIt(TenantRole role, TenantRole? then, bool works)
    {
        var person = new PortalUser { Name = "Gil", Email = Gil, UserName = Gil, NormalizedEmail = Gil.ToUpperInvariant(), NormalizedUserName = Gil.ToUpperInvariant() };
        await using var context = Database.CreateDbContext();
        var membership = new Membership { TenantId = World.Portal.Megacorp.Id, PersonId = person.Id, Role = role };
        context.AddRange(person, membership);
        await context.SaveChangesAsync(Cancel);
        var token = await World.HandOverAsync(await World.StartAsync(), caller: Caller.Tenant("Gil", World.Portal.Megacorp.Id, role, person.Id));
        Assert.NotNull(await World.HandoverDoor.OpenAsync(token, There, Cancel));

        if (then is { } other) membership.Role = other;
        else context.Remove(membership);
        await context.SaveChangesAsync(Cancel);

        if (works) Assert.NotNull(await World.HandoverDoor.OpenAsync(token, There, Cancel));
        else await AssertOverAsync(token);
        await World.HandoverUpkeep.TryAsync(last: false, Cancel);
        Assert.Equal(works ? null : HandoverEnding.MakerLeft, (await context.StepHandovers.AsNoTracking().SingleAsync(Cancel)).Ending);
    }

    [Fact]
    public async Task MakeAsync_InALoop_MeetsItsCeiling()
    {
        var id = await World.StartAsync();
        World.Portal.Ceilings.Value.HandoverLinks = 2;
        await World.HandOverAsync(id);
        await World.HandOverAsync(id, days: 7);
        Assert.Contains("2 links", SentenceOf(await World.Handovers.MakeAsync(World.Mia, id, HandedStep.Create, 3, OneTimeToken.New(), Cancel)), StringComparison.Ordinal);
        foreach (var link in (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Links) await World.Handovers.TakeBackAsync(World.Mia, link.Id, Cancel);
        Assert.Contains("2 links", SentenceOf(await World.Handovers.MakeAsync(World.Mia, id, HandedStep.Create, 3, OneTimeToken.New(), Cancel)), StringComparison.Ordinal);

        Database.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        await World.HandOverAsync(id);
    }
}
