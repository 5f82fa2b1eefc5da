using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class HandoverAnswerOnSqliteTests() : HandoverAnswerTests(new SqliteTestDatabase());

public sealed class HandoverAnswerOnSqlServerTests() : HandoverAnswerTests(new SqlServerTestDatabase());

/// <summary>What is sent through the link to a step. It has no effect before a person of the tenant uses it.</summary>
public abstract class HandoverAnswerTests(TestDatabase database) : HandoverTest(database)
{
    private const string Zones = "us-east-1e use1-az2\nus-east-1a use1-az4";

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
        Assert.Equal("saves these details", answer.Reading.Effect);

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

        Assert.Equal("This answer was already discarded.", SentenceOf(await World.Handovers.UseAsync(World.Mia, answer.Id, "", Cancel)));
        Assert.Null((await ViewAsync(id)).LinkId);
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
    public async Task Subscribe_AnAnswer_IsToldOf()
    {
        var told = new TaskCompletionSource();
        using var subscription = World.Handovers.Subscribe(() => told.TrySetResult());
        var token = await World.HandOverAsync(await World.StartAsync());

        await World.HandoverDoor.SendAsync(token, "an answer", There, Cancel);
        Database.Time.Advance(TimeSpan.FromSeconds(1));

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }
}
