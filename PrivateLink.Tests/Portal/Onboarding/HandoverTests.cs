using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class HandoverOnSqliteTests() : HandoverTests(new SqliteTestDatabase());

public sealed class HandoverOnSqlServerTests() : HandoverTests(new SqlServerTestDatabase());

/// <summary>A step handed to users without an account: what the link gives access to and when it ends. Their input has no effect by itself.</summary>
public abstract class HandoverTests(TestDatabase database) : OnboardingTest(database)
{
    private const string There = "198.51.100.7";
    private const string Gil = "gil@megacorp.example";
    private const string Zones = "us-east-1e use1-az2\nus-east-1a use1-az4";

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

    [Fact]
    public async Task SendAsync_ALinkId_ChangesNothingUntilItIsUsed()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);
        var revision = World.Portal.Store.Current!.Revision;

        Assert.IsType<SaveResult.Saved>(await World.HandoverDoor.SendAsync(token, $"  \"VpcEndpointId\": \"{PortalWorld.AwsLink}\",\r\n", There, Cancel));

        var before = await ViewAsync(id);
        Assert.Equal((null, ClaimLevel.None, PrivateEndpointState.Draft), (before.LinkId, before.Claim, before.State));
        Assert.Equal(revision, World.Portal.Store.Current!.Revision);
        var answer = Assert.Single((await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers);
        Assert.Equal(($"  \"VpcEndpointId\": \"{PortalWorld.AwsLink}\",\n", There, World.Now), (answer.Text, answer.Address, answer.SentAt));
        Assert.True(answer.Reading.IsGood);
        Assert.Contains(PortalWorld.AwsLink, answer.Reading.Effect, StringComparison.Ordinal);

        Assert.IsType<SaveResult.Saved>(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel));

        var after = await ViewAsync(id);
        Assert.Equal((PortalWorld.AwsLink, ClaimLevel.Asserted, PrivateEndpointState.AwaitingTraffic), (after.LinkId, after.Claim, after.State));
        Assert.Empty((await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers);
        Assert.NotEmpty(SentenceOf(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel)));
    }

    [Theory]
    [InlineData(HandedStep.Zones, Zones)]
    [InlineData(HandedStep.Dns, "ok     megacorp.my-saas.io resolves to 10.0.10.63, a private address")]
    [InlineData(HandedStep.Verify, "FAIL   nothing answers at 10.0.10.63 port 443")]
    public async Task UseAsync_AnAnswerToAStep_DoesWhatTheWizardDoes(HandedStep step, string text)
    {
        var id = await World.StartAsync();
        var answer = await AnswerAsync(id, step, text);
        var before = await ViewAsync(id);
        Assert.Equal((null, null), (before.ZonesAt, before.DnsAt));

        Assert.IsType<SaveResult.Saved>(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel));

        var after = await ViewAsync(id);
        Assert.Equal((step == HandedStep.Zones, step == HandedStep.Dns), (after.ZonesAt is not null, after.DnsAt is not null));
        Assert.Equal((null, null), (after.LinkId, after.VerifiedAt));
        Assert.Equal(step == HandedStep.Zones ? ["use1-az2", "use1-az4"] : [], after.Request.Zones.Select(zone => zone.Id).Order());
    }

    /// <summary>Azure shows the link ID only to the provider. The values that it does print are still kept.</summary>
    [Fact]
    public async Task UseAsync_AnOutputWithoutALinkId_KeepsWhatItSays()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);
        var answer = await AnswerAsync(id, HandedStep.Create, """{ "properties": { "customDnsConfigs": [ { "ipAddresses": [ "10.1.2.3" ] } ] } }""");
        Assert.Equal("keeps what was found", answer.Reading.Effect);

        Assert.IsType<SaveResult.Saved>(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel));

        var after = await ViewAsync(id);
        Assert.Equal((null, "10.1.2.3"), (after.LinkId, after.Address));
    }

    [Theory]
    [InlineData(HandedStep.Zones, "An error occurred (UnauthorizedOperation)")]
    [InlineData(HandedStep.Create, "An error occurred (UnauthorizedOperation)")]
    [InlineData(HandedStep.Zones, """{ "ZoneId": "\ud800" }""")]
    [InlineData(HandedStep.Zones, """{ "\ud800": "use1-az2" }""")]
    [InlineData(HandedStep.Create, """{ "VpcEndpointId": "\udc00" }""")]
    [InlineData(HandedStep.Create, """{ "\ud800": [ 1 ] }""")]
    public async Task UseAsync_AnAnswerThatIsNone_IsRefusedAndStays(HandedStep step, string text)
    {
        var id = await World.StartAsync();
        var answer = await AnswerAsync(id, step, text);

        Assert.Null(answer.Reading.Effect);
        Assert.Equal(answer.Reading.Sentence, SentenceOf(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel)));
        Assert.Single((await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers);
    }

    [Fact]
    public async Task UseAsync_LinkIdEnteredMeanwhile_IsNotOverwrittenUnseen()
    {
        var id = await World.StartAsync();
        var answer = await AnswerAsync(id, HandedStep.Create, PortalWorld.OtherAwsLink);
        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.AwsLink), Cancel);

        Assert.IsType<SaveResult.Conflict>(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel));
        Assert.Equal(PortalWorld.AwsLink, (await ViewAsync(id)).LinkId);
    }

    [Fact]
    public async Task DiscardAsync_AnAnswer_IsGoneAndCannotBeUsed()
    {
        var id = await World.StartAsync();
        var answer = await AnswerAsync(id, HandedStep.Create, PortalWorld.AwsLink);

        Assert.IsType<SaveResult.Saved>(await World.Handovers.DiscardAsync(World.Mia, answer.Id, Cancel));

        Assert.Equal("This answer was discarded already.", SentenceOf(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel)));
        Assert.Null((await ViewAsync(id)).LinkId);
    }

    [Fact]
    public async Task Everything_ByAViewerOrAnotherTenant_IsRefused()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);
        var answer = await AnswerAsync(id, HandedStep.Create, PortalWorld.AwsLink);
        var link = (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Links[0];
        var viewer = Caller.Tenant("vic", World.Portal.Megacorp.Id, TenantRole.Viewer);

        foreach (var result in await TryEverythingAsync(viewer)) Assert.IsType<SaveResult.Refused>(result);
        foreach (var result in await TryEverythingAsync(World.Gus)) Assert.IsType<SaveResult.NotFound>(result);
        Assert.Null(await World.Handovers.FindAsync(World.Gus, id, Cancel));
        Assert.Null((await ViewAsync(id)).LinkId);
        Assert.NotNull(await World.HandoverDoor.OpenAsync(token, There, Cancel));

        async Task<SaveResult[]> TryEverythingAsync(Caller caller) =>
        [
            await World.Handovers.MakeAsync(caller, id, HandedStep.Create, 3, OneTimeToken.New(), Cancel),
            await World.Handovers.UseAsync(caller, answer.Id, "", Cancel),
            await World.Handovers.DiscardAsync(caller, answer.Id, Cancel),
            await World.Handovers.TakeBackAsync(caller, link.Id, Cancel),
        ];
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
    public async Task SendAsync_MoreThanItsShare_IsRefused()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);
        World.Portal.Ceilings.Value.HandoverAnswers = 8;

        Assert.Contains("far more", SentenceOf(await World.HandoverDoor.SendAsync(token, new string('x', HandoverPaste.TextLength + 1), There, Cancel)), StringComparison.Ordinal);
        Assert.Contains("Paste", SentenceOf(await World.HandoverDoor.SendAsync(token, " \r\n ", There, Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.HandoverDoor.SendAsync(token, new string('x', HandoverPaste.TextLength), There, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.HandoverDoor.SendAsync(token, "second", There, Cancel));
        Assert.Contains("waiting for review", SentenceOf(await World.HandoverDoor.SendAsync(token, "third", There, Cancel)), StringComparison.Ordinal);
        for (var sent = 2; sent < 8; sent++)
        {
            foreach (var answer in (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers) await World.Handovers.DiscardAsync(World.Mia, answer.Id, Cancel);
            Assert.IsType<SaveResult.Saved>(await World.HandoverDoor.SendAsync(token, $"answer {sent}", There, Cancel));
        }

        foreach (var answer in (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers) await World.Handovers.DiscardAsync(World.Mia, answer.Id, Cancel);
        Assert.Contains("takes no more answers", SentenceOf(await World.HandoverDoor.SendAsync(token, "one too many", There, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_TheSameAgainWhileItWaits_IsOneAnswer()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);

        for (var sent = 0; sent < 3; sent++) Assert.IsType<SaveResult.Saved>(await World.HandoverDoor.SendAsync(token, Zones, There, Cancel));

        Assert.Single((await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers);
        Assert.Single(await EntriesAsync(AuditAction.HandoverPasted));
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

    [Fact]
    public async Task Everything_IsInTheAuditLogOnce_AndNoTokenAndNoTextIs()
    {
        var id = await World.StartAsync();
        var token = await World.HandOverAsync(id);
        await World.HandoverDoor.OpenAsync(token, There, Cancel);
        await World.HandoverDoor.OpenAsync(token, "198.51.100.8", Cancel);
        await World.HandoverDoor.SendAsync(token, "a private matter", There, Cancel);
        await World.HandoverDoor.SendAsync(token, PortalWorld.AwsLink, There, Cancel);
        var answers = (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers;
        await World.Handovers.DiscardAsync(World.Mia, answers[0].Id, Cancel);
        var back = await World.HandOverAsync(id, HandedStep.Dns);
        await World.Handovers.TakeBackAsync(World.Mia, (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Links.Single(link => link.Title == "Set up DNS").Id, Cancel);
        await World.Handovers.UseAsync(World.Mia, answers[1].Id, "", Cancel);
        await World.HandoverUpkeep.TryAsync(last: false, Cancel);
        await World.HandoverUpkeep.TryAsync(last: false, Cancel);

        Assert.Null(World.HandoverUpkeep.Error);
        Assert.Equal(There, Assert.Single(await EntriesAsync(AuditAction.HandoverOpened)).Address);
        Assert.Equal(2, (await EntriesAsync(AuditAction.HandoverMade)).Count);
        Assert.All(await EntriesAsync(AuditAction.HandoverPasted), entry => Assert.Equal(("not signed in", There, World.Portal.Megacorp.Id), (entry.Actor, entry.Address, entry.TenantId)));
        Assert.Equal("mia", Assert.Single(await EntriesAsync(AuditAction.HandoverUsed)).Actor);
        Assert.Single(await EntriesAsync(AuditAction.HandoverDiscarded));
        Assert.Single(await EntriesAsync(AuditAction.HandoverTakenBack));
        Assert.Contains("StepOver", Assert.Single(await EntriesAsync(AuditAction.HandoverEnded)).After, StringComparison.Ordinal);
        await using var context = Database.CreateDbContext();
        foreach (var entry in await context.AuditEntries.ToListAsync(Cancel))
            foreach (var secret in (string[])[token, back, "a private matter"])
                Assert.DoesNotContain(secret, entry.Before + entry.After + entry.Why + entry.TargetName, StringComparison.Ordinal);
        Assert.All(await context.StepHandovers.ToListAsync(Cancel), handover => Assert.DoesNotContain(handover.TokenHash, (string[])[token, back]));
    }

    [Fact]
    public async Task Upkeep_WritesTheEndDown_AndForgetsAfterAMonth()
    {
        var id = await World.StartAsync();
        await World.HandoverDoor.SendAsync(await World.HandOverAsync(id), "an answer", There, Cancel);
        await World.HandOverAsync(id, days: 7);
        Database.Time.Advance(TimeSpan.FromDays(3));

        await World.HandoverUpkeep.TryAsync(last: false, Cancel);

        Assert.Contains("Expired", Assert.Single(await EntriesAsync(AuditAction.HandoverEnded)).After, StringComparison.Ordinal);
        Assert.Single((await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Links);
        Database.Time.Advance(TimeSpan.FromDays(29));
        await World.HandoverUpkeep.TryAsync(last: false, Cancel);
        await using var context = Database.CreateDbContext();
        Assert.Equal((2, 1), (await context.StepHandovers.CountAsync(Cancel), await context.HandoverPastes.CountAsync(Cancel)));
        Database.Time.Advance(TimeSpan.FromDays(2));
        await World.HandoverUpkeep.TryAsync(last: false, Cancel);
        Assert.Null(World.HandoverUpkeep.Error);
        Assert.Equal((1, 0), (await context.StepHandovers.CountAsync(Cancel), await context.HandoverPastes.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Subscribe_AnAnswer_IsToldOf()
    {
        var told = new TaskCompletionSource();
        using var subscription = World.Handovers.Subscribe(() => told.TrySetResult());
        var token = await World.HandOverAsync(await World.StartAsync());

        await World.HandoverDoor.SendAsync(token, "an answer", There, Cancel);
        Database.Time.Advance(TimeSpan.FromSeconds(1));

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    private async Task<HandoverAnswer> AnswerAsync(Guid id, HandedStep step, string text)
    {
        Assert.IsType<SaveResult.Saved>(await World.HandoverDoor.SendAsync(await World.HandOverAsync(id, step), text, There, Cancel));
        return (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers[^1];
    }

    private async Task AssertOverAsync(string token)
    {
        Assert.Null(await World.HandoverDoor.OpenAsync(token, There, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.HandoverDoor.SendAsync(token, "an answer", There, Cancel));
    }

    private async Task<List<AuditEntry>> EntriesAsync(AuditAction action)
    {
        await using var context = Database.CreateDbContext();
        return await context.AuditEntries.AsNoTracking().Where(entry => entry.Action == action.Code && entry.Result == AuditResult.Done).OrderBy(entry => entry.Sequence).ToListAsync(Cancel);
    }
}
