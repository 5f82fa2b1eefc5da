using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>A step of the wizard in the hands of a person without an account.</summary>
public abstract class HandoverTest(TestDatabase database) : OnboardingTest(database)
{
    private protected const string There = "198.51.100.7";

    private protected async Task<HandoverAnswer> AnswerAsync(Guid id, HandedStep step, string text)
    {
        Assert.IsType<SaveResult.Saved>(await World.HandoverDoor.SendAsync(await World.HandOverAsync(id, step), text, There, Cancel));
        return (await World.Handovers.FindAsync(World.Mia, id, Cancel))!.Answers[^1];
    }

    private protected async Task AssertOverAsync(string token)
    {
        Assert.Null(await World.HandoverDoor.OpenAsync(token, There, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.HandoverDoor.SendAsync(token, "an answer", There, Cancel));
    }

    private protected async Task<List<AuditEntry>> EntriesAsync(AuditAction action)
    {
        await using var context = Database.CreateDbContext();
        return await context.AuditEntries.AsNoTracking().Where(entry => entry.Action == action.Code && entry.Result == AuditResult.Done).OrderBy(entry => entry.Sequence).ToListAsync(Cancel);
    }
}
