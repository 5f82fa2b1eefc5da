using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.News;
using Xunit;

namespace PrivateLink.Tests.Portal.News;

/// <summary>Each notification arrives once, whatever stops on its way, and nobody gets too many.</summary>
public sealed class NewsDeliveryTests : NewsTest
{
    [Fact]
    public async Task TurnAsync_AgainAndAgainAndByAnotherProcess_TellsOnce()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        await BreakAsync();

        await TurnAsync();
        await TurnAsync();
        await TurnAsync(anew: true);

        Assert.Single(Server.Letters);
    }

    /// <summary>The server refuses mail and the process ends. The next process sends it.</summary>
    [Fact]
    public async Task ServerThatRefuses_AndARestart_LoseNothing()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        await BreakAsync();
        Server.Refuses = true;
        await TurnAsync();
        Assert.Empty(Server.Letters);

        Server.Refuses = false;
        Database.Time.Advance(NewsPost.Claim + TimeSpan.FromSeconds(1));
        await TurnAsync(anew: true);

        Assert.Single(Server.Letters);
    }

    [Fact]
    public async Task ManyOfAKind_AreToldTogetherAndNeverMoreThanTheirShare()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        for (var letter = 0; letter <= NewsPost.LettersAnHour; letter++)
        {
            await EnforceAsync();
            await BreakAsync();
            await TurnAsync();
        }

        await EnforceAsync();
        await BreakAsync();
        await TurnAsync();
        Assert.Equal(NewsPost.LettersAnHour, Server.Letters.Count);

        Database.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await TurnAsync();

        Assert.Equal(NewsPost.LettersAnHour + 1, Server.Letters.Count);
        Assert.Contains("Subject: An enforced host is opened (2 times)", Server.Letters[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoLeftMeanwhile_IsToldNothing()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        await BreakAsync();
        Server.Refuses = true;
        await TurnAsync();
        await using (var context = Database.CreateDbContext()) await context.Memberships.ExecuteDeleteAsync(Cancel);

        Server.Refuses = false;
        Database.Time.Advance(NewsPost.Claim + TimeSpan.FromSeconds(1));
        await TurnAsync();

        Assert.Empty(Server.Letters);
    }

    [Fact]
    public async Task WithoutAServer_NothingIsWrittenDown()
    {
        await AddAsync("mia", null, TenantRole.Owner);
        using var task = Task(new MailOptions());
        await task.TryAsync(last: false, Cancel);
        await EnforceAsync();
        await BreakAsync();
        await task.TryAsync(last: false, Cancel);

        await using var context = Database.CreateDbContext();
        Assert.Empty(await context.NewsItems.ToListAsync(Cancel));
        Assert.Null((await context.Installations.SingleAsync(Cancel)).NewsThrough);
    }

    [Fact]
    public async Task ManyWhoHadTheirShare_HoldUpNobodyElse()
    {
        await BeginAsync();
        var now = Database.Time.GetUtcNow().UtcDateTime;
        for (var number = 0; number < 51; number++)
        {
            var person = await AddAsync($"full{number}", null, TenantRole.Owner);
            await using var context = Database.CreateDbContext();
            for (var letter = 0; letter < NewsPost.LettersAnHour; letter++) context.Add(Item(person, $"done-{number}-{letter}", now));
            context.Add(Item(person, $"{number}-waits", now.AddMinutes(-1)));
            await context.SaveChangesAsync(Cancel);
        }

        var other = await AddAsync("other", null, TenantRole.Owner);
        await using (var context = Database.CreateDbContext())
        {
            context.Add(Item(other, "other", now));
            await context.SaveChangesAsync(Cancel);
            await context.NewsItems.Where(item => item.Key.StartsWith("done-"))
                .ExecuteUpdateAsync(item => item.SetProperty(row => row.DoneAt, now).SetProperty(row => row.LetterId, row => row.Id), Cancel);
        }

        await TurnAsync();

        Assert.Equal(["other@example.org"], Recipients());
    }

    private NewsItem Item(Guid person, string key, DateTime at) => new()
    {
        PersonId = person,
        ConcernsId = World.Portal.Megacorp.Id,
        Kind = NewsKind.GlassBroken,
        Key = key,
        Subject = "Emergency stop",
        Text = "A person stopped enforcing.",
        Path = "resources",
        At = at,
        CreatedAt = at,
    };
}
