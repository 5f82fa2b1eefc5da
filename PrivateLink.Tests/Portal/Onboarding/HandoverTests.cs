using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class HandoverOnSqliteTests() : HandoverTests(new SqliteTestDatabase());

public sealed class HandoverOnSqlServerTests() : HandoverTests(new SqlServerTestDatabase());

/// <summary>Links to a step and their answers: who may make and use them, what is recorded, and what is forgotten.</summary>
public abstract class HandoverTests(TestDatabase database) : HandoverTest(database)
{
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
}
