using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.News;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.News;

/// <summary>The daily digest: who gets it, when, and with which sums.</summary>
public sealed class NewsDigestTests : NewsTest
{
    /// <summary>Nobody gets it who has not chosen it; each reads the own side, once, after a restart too, and when mail was away in the morning.</summary>
    [Fact]
    public async Task Digest_ForThoseWhoChoseIt_ComesOnceEachMorningWithTheOwnSums()
    {
        var people = await BeginAsync(("mia", TenantRole.Owner), ("moe", TenantRole.Viewer));
        var ada = await AddAsync("ada", CompanyRole.Viewer);
        await ChooseAsync(people["moe"], NewsKind.DailyDigest);
        await ChooseAsync(ada, NewsKind.DailyDigest);
        await CountAsync(new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc), World.Portal.Megacorp.Id, 30);
        await CountAsync(new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc), World.Portal.Globex.Id, 12);
        await CountAsync(new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc), World.Portal.Megacorp.Id, 31);
        Database.Time.SetUtcNow(new DateTimeOffset(2026, 3, 2, 6, 59, 0, TimeSpan.Zero));
        await TurnAsync();
        Assert.Empty(Server.Letters);

        Server.Refuses = true;
        Database.Time.SetUtcNow(new DateTimeOffset(2026, 3, 2, 7, 0, 1, TimeSpan.Zero));
        await TurnAsync();
        Server.Refuses = false;
        Database.Time.Advance(NewsPost.Claim + TimeSpan.FromSeconds(1));
        await TurnAsync(anew: true);
        Database.Time.Advance(TimeSpan.FromHours(2));
        await TurnAsync(anew: true);

        Assert.Equal(["ada@example.org", "moe@example.org"], Recipients());
        var company = Server.Letters.Single(letter => letter.Contains("ada@", StringComparison.Ordinal));
        var tenant = Server.Letters.Single(letter => letter.Contains("moe@", StringComparison.Ordinal));
        Assert.Contains("Connections: 42 (there was no day before)", company, StringComparison.Ordinal);
        Assert.Contains("Connections: 30 (there was no day before)", tenant, StringComparison.Ordinal);
        Assert.Contains("https://portal.my-saas.io/digest?day", tenant, StringComparison.Ordinal);
        Assert.DoesNotContain("globex", tenant, StringComparison.OrdinalIgnoreCase);

        Database.Time.Advance(TimeSpan.FromDays(1));
        await TurnAsync();
        Assert.Equal(["ada@example.org", "ada@example.org", "moe@example.org", "moe@example.org"], Recipients());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Digest_OfADayOnWhichNothingHappened_ComesOnlyWhereThatIsChosen(bool alsoQuiet, int letters)
    {
        var people = await BeginAsync(("mia", TenantRole.Owner));
        await ChooseAsync(people["mia"], alsoQuiet ? [NewsKind.DailyDigest, NewsKind.QuietDigest] : [NewsKind.DailyDigest]);

        await TurnAsync(anew: true);

        Assert.Equal(letters, Server.Letters.Count);
    }

    /// <summary>Seven o'clock is the reader's own; the day is one that is over in UTC by then.</summary>
    [Theory]
    [InlineData("UTC", "2026-03-02T07:00", "2026-03-01")]
    [InlineData("UTC", "2026-03-02T06:59", "2026-02-28")]
    [InlineData("America/New_York", "2026-03-02T12:00", "2026-03-01")]
    [InlineData("America/New_York", "2026-03-02T11:59", "2026-02-28")]
    [InlineData("Pacific/Auckland", "2026-03-01T18:00", "2026-02-28")]
    [InlineData("Pacific/Auckland", "2026-03-02T17:59", "2026-02-28")]
    public void DueDay_AtATime_IsTheLastFullDayAtTheLastMorning(string zone, string now, string day) => Assert.Equal(
        DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
        DigestNews.DueDay(
            DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal),
            TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private async Task ChooseAsync(Guid person, params NewsKind[] kinds)
    {
        await using var context = Database.CreateDbContext();
        var choice = new NewsChoice { PersonId = person };
        foreach (var kind in kinds) choice.Choose(kind, wants: true);
        context.Add(choice);
        await context.SaveChangesAsync(Cancel);
    }

    private async Task CountAsync(DateTime hour, Guid tenant, long connections)
    {
        await using var context = Database.CreateDbContext();
        context.Add(new HourlyRollUp
        {
            Id = Guid.NewGuid(),
            Hour = hour,
            TenantId = tenant,
            Listener = "aws",
            Verdict = Verdict.Allowed,
            Reason = PrivateLink.Protocol.Reasons.Reason.LinkMatched,
            Connections = connections,
            Failed = 0,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        });
        await context.SaveChangesAsync(Cancel);
    }
}
