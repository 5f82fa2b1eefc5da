using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.News;
using PrivateLink.Portal.Web;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.News;

/// <summary>Who gets which notification by mail, exactly once, through a real SMTP exchange.</summary>
public sealed class NewsTests() : OnboardingTest(new SqliteTestDatabase()), IAsyncDisposable
{
    private readonly MailServer _server = new();
    private readonly List<MailRoom> _rooms = [];

    private NewsTask _task = null!;

    public new async ValueTask DisposeAsync()
    {
        foreach (var room in _rooms) room.Dispose();
        _task?.Dispose();
        await _server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task GlassBroken_EveryOwnerIsTold_AndNoMemberAndNoOtherTenant()
    {
        await BeginAsync(("mia", TenantRole.Owner), ("max", TenantRole.Owner), ("moe", TenantRole.Member));
        await EnforceAsync();
        await BreakAsync();

        await TurnAsync();

        Assert.Equal(["max@example.org", "mia@example.org"], Recipients());
        Assert.All(_server.Letters, letter =>
        {
            Assert.Contains("Subject: Emergency stop: megacorp.my-saas.io is open again", letter, StringComparison.Ordinal);
            Assert.Contains("mia stopped enforcing megacorp.my-saas.io in an emergency", letter, StringComparison.Ordinal);
            Assert.Contains("Reason: a partner cannot connect", letter, StringComparison.Ordinal);
            Assert.Contains("1 March 2026 12:00 UTC", letter, StringComparison.Ordinal);
            Assert.Contains($"https://portal.my-saas.io/resources/{World.MegacorpHost}", letter, StringComparison.Ordinal);
            Assert.DoesNotContain("globex", letter, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task FirstConnection_TellsTheOwnersAndWhoBeganIt()
    {
        var people = await BeginAsync(("mia", TenantRole.Owner), ("moe", TenantRole.Member), ("meg", TenantRole.Member));
        var moe = Caller.Tenant("moe", World.Portal.Megacorp.Id, TenantRole.Member, people["moe"]);
        var endpoint = await World.StartWithLinkAsync(caller: moe);
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.VerifyAsync(endpoint, Cancel);

        await TurnAsync();

        Assert.Equal(["mia@example.org", "moe@example.org"], Recipients());
        Assert.Contains("for megacorp.my-saas.io", _server.Letters[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Subject: Approved:", "You can continue.")]
    [InlineData(false, "Subject: Refused:", "Its page says why.")]
    public async Task Approval_TellsTheOwnersWhatBecameOfIt(bool isApproved, string subject, string text)
    {
        await BeginAsync(("mia", TenantRole.Owner));
        var endpoint = await World.StartWithLinkAsync();
        var decided = isApproved
            ? await World.Operations.ApproveAsync(PortalWorld.Company, endpoint, "welcome", Cancel)
            : await World.Operations.RefuseAsync(PortalWorld.Company, endpoint, "not one of your accounts", Cancel);
        Assert.IsType<SaveResult.Saved>(decided);

        await TurnAsync();

        var letter = Assert.Single(_server.Letters);
        Assert.Contains(subject, letter, StringComparison.Ordinal);
        Assert.Contains(text, letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TurnAsync_AgainAndAgainAndByAnotherProcess_TellsOnce()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        await BreakAsync();

        await TurnAsync();
        await TurnAsync();
        await TurnAsync(anew: true);

        Assert.Single(_server.Letters);
    }

    /// <summary>The server refuses mail and the process ends. The next process sends it.</summary>
    [Fact]
    public async Task ServerThatRefuses_AndARestart_LoseNothing()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        await BreakAsync();
        _server.Refuses = true;
        await TurnAsync();
        Assert.Empty(_server.Letters);

        _server.Refuses = false;
        Database.Time.Advance(NewsPost.Claim + TimeSpan.FromSeconds(1));
        await TurnAsync(anew: true);

        Assert.Single(_server.Letters);
    }

    [Fact]
    public async Task TrialEnding_IsToldInTime_AndNotAgainAfterARestart()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new("megacorp.my-saas.io", TimeSpan.FromHours(4), true), Cancel));
        Database.Time.Advance(TimeSpan.FromHours(3) - TimeSpan.FromMinutes(1));
        await TurnAsync();
        Assert.Empty(_server.Letters);

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await TurnAsync();
        await TurnAsync(anew: true);

        var letter = Assert.Single(_server.Letters);
        Assert.Contains("Subject: The trial of megacorp.my-saas.io ends soon", letter, StringComparison.Ordinal);
        Assert.Contains("It ends: 1 March 2026 16:00 UTC", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrialThatGoesBack_IsTold()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(11));
        await World.Enforcement.RollBackAsync(Cancel);

        await TurnAsync();

        Assert.Contains("Subject: megacorp.my-saas.io went back to Monitor", Assert.Single(_server.Letters), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkWithoutAConnectionForAWeek_IsToldOncePerSilence()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        var endpoint = await World.StartWithLinkAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.VerifyAsync(endpoint, Cancel);
        await TurnAsync();
        var before = _server.Letters.Count;

        for (var day = 0; day < 9; day++)
        {
            Database.Time.Advance(TimeSpan.FromDays(1));
            await TurnAsync();
        }

        Assert.Contains("for a week", Assert.Single(_server.Letters.Skip(before)), StringComparison.Ordinal);
        Assert.Contains("Last seen: 1 March 2026 12:00 UTC", _server.Letters[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkOfTwoTenants_IsToldToOperationsAlone()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await AddAsync("olga", CompanyRole.Operator);
        await AddAsync("vic", CompanyRole.Viewer);
        await World.StartWithLinkAsync();
        await World.StartWithLinkAsync(caller: World.Gus);

        Database.Time.Advance(FoundNews.SlowlyEvery);
        await TurnAsync();
        await TurnAsync(anew: true);

        var letter = Assert.Single(_server.Letters);
        Assert.Equal(["olga@example.org"], Recipients());
        Assert.Matches("(Megacorp, Globex|Globex, Megacorp) name the same link ID", letter);
    }

    [Fact]
    public async Task Choice_IsKept_ButNobodyOwningAHostIsSparedTheGlass()
    {
        var people = await BeginAsync(("mia", TenantRole.Owner));
        var choices = new NewsChoices(Database, World.Changes, Room());
        var mia = Caller.Tenant("mia", World.Portal.Megacorp.Id, TenantRole.Owner, people["mia"]);
        Assert.IsType<SaveResult.Saved>(await choices.SaveAsync(mia, [NewsKind.FirstConnection], "Europe/Berlin", Cancel));
        await EnforceAsync();
        await BreakAsync();
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(11));
        await World.Enforcement.RollBackAsync(Cancel);

        await TurnAsync();

        Assert.Contains("1 March 2026 12:00 UTC (1 March 2026 13:00 Europe/Berlin)", Assert.Single(_server.Letters), StringComparison.Ordinal);
        var shown = (await choices.FindAsync(mia, Cancel))!.Kinds;
        Assert.Equal([NewsKind.FirstConnection, NewsKind.GlassBroken], shown.Where(kind => kind.IsOn).Select(kind => kind.Kind));
        Assert.True(Assert.Single(shown, kind => kind.IsAlways).Kind == NewsKind.GlassBroken);
        Assert.DoesNotContain(shown, kind => kind.Kind == NewsKind.LinkShared);
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
        Assert.Equal(NewsPost.LettersAnHour, _server.Letters.Count);

        Database.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await TurnAsync();

        Assert.Equal(NewsPost.LettersAnHour + 1, _server.Letters.Count);
        Assert.Contains("Subject: An enforced host is opened (2 times)", _server.Letters[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoLeftMeanwhile_IsToldNothing()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        await BreakAsync();
        _server.Refuses = true;
        await TurnAsync();
        await using (var context = Database.CreateDbContext()) await context.Memberships.ExecuteDeleteAsync(Cancel);

        _server.Refuses = false;
        Database.Time.Advance(NewsPost.Claim + TimeSpan.FromSeconds(1));
        await TurnAsync();

        Assert.Empty(_server.Letters);
    }

    [Fact]
    public async Task WithoutAServer_NothingIsWrittenDown()
    {
        await AddAsync("mia", null, TenantRole.Owner);
        _task = Task(new MailOptions());
        await _task.TryAsync(last: false, Cancel);
        await EnforceAsync();
        await BreakAsync();
        await _task.TryAsync(last: false, Cancel);

        await using var context = Database.CreateDbContext();
        Assert.Empty(await context.NewsItems.ToListAsync(Cancel));
        Assert.Null((await context.Installations.SingleAsync(Cancel)).NewsThrough);
    }

    [Fact]
    public async Task EnforcedHostOpenedInItsForm_TellsEveryOwnerAsTheGlassDoes_AndOtherEditsDoNot()
    {
        var people = await BeginAsync(("mia", TenantRole.Owner), ("max", TenantRole.Owner));
        var choices = new NewsChoices(Database, World.Changes, Room());
        Assert.IsType<SaveResult.Saved>(await choices.SaveAsync(Caller.Tenant("max", World.Portal.Megacorp.Id, TenantRole.Owner, people["max"]), [], null, Cancel));
        await EnforceAsync();
        var detail = (await World.Portal.Resources.FindAsync(World.Mia, World.MegacorpHost, Cancel))!;
        (detail.Draft.Mode, detail.Draft.Reason) = (ResourceMode.Open, "a partner cannot connect");
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(World.Mia, detail.Id, detail.Version, detail.Draft, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.MonitorAsync(World.Mia, World.MegacorpHost, Cancel));

        await TurnAsync();

        Assert.Equal(["max@example.org", "mia@example.org"], Recipients());
        Assert.All(_server.Letters, letter =>
        {
            Assert.Contains("Subject: No longer private: megacorp.my-saas.io", letter, StringComparison.Ordinal);
            Assert.Contains("mia changed megacorp.my-saas.io from Enforce to Open", letter, StringComparison.Ordinal);
            Assert.Contains("Reason: a partner cannot connect", letter, StringComparison.Ordinal);
        });
    }

    /// <summary>A suspended tenant can have no traffic, so its silence is no reason to retire an endpoint.</summary>
    [Fact]
    public async Task SilenceOfASuspendedTenant_IsNoNews()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        var endpoint = await World.StartWithLinkAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.VerifyAsync(endpoint, Cancel);
        await TurnAsync();
        var before = _server.Letters.Count;
        await using (var context = Database.CreateDbContext()) await context.Tenants.ExecuteUpdateAsync(tenant => tenant.SetProperty(row => row.Suspended, true), Cancel);

        Database.Time.Advance(TimeSpan.FromDays(8));
        await TurnAsync();

        Assert.Empty(_server.Letters.Skip(before));
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
        Assert.Empty(_server.Letters);

        _server.Refuses = true;
        Database.Time.SetUtcNow(new DateTimeOffset(2026, 3, 2, 7, 0, 1, TimeSpan.Zero));
        await TurnAsync();
        _server.Refuses = false;
        Database.Time.Advance(NewsPost.Claim + TimeSpan.FromSeconds(1));
        await TurnAsync(anew: true);
        Database.Time.Advance(TimeSpan.FromHours(2));
        await TurnAsync(anew: true);

        Assert.Equal(["ada@example.org", "moe@example.org"], Recipients());
        var company = _server.Letters.Single(letter => letter.Contains("ada@", StringComparison.Ordinal));
        var tenant = _server.Letters.Single(letter => letter.Contains("moe@", StringComparison.Ordinal));
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

        Assert.Equal(letters, _server.Letters.Count);
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

    private async Task<IReadOnlyDictionary<string, Guid>> BeginAsync(params (string Name, TenantRole Role)[] members)
    {
        var people = new Dictionary<string, Guid>();
        foreach (var (name, role) in members) people[name] = await AddAsync(name, null, role);
        await TurnAsync();
        return people;
    }

    private async Task<Guid> AddAsync(string name, CompanyRole? company, TenantRole? role = null)
    {
        await using var context = Database.CreateDbContext();
        var person = new PortalUser
        {
            Name = name,
            Email = $"{name}@example.org",
            NormalizedEmail = $"{name}@EXAMPLE.ORG",
            UserName = $"{name}@example.org",
            NormalizedUserName = $"{name}@EXAMPLE.ORG",
            SecurityStamp = "stamp",
            CompanyRole = company,
        };
        context.Add(person);
        if (role is { } of) context.Add(new Membership { TenantId = World.Portal.Megacorp.Id, PersonId = person.Id, Role = of });
        await context.SaveChangesAsync(Cancel);
        return person.Id;
    }

    private async Task EnforceAsync() => Assert.IsType<SaveResult.Saved>(
        await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new("megacorp.my-saas.io", TimeSpan.FromMinutes(10), true), Cancel));

    private async Task BreakAsync() => Assert.IsType<SaveResult.Saved>(
        await World.Emergency.BreakGlassAsync(World.Mia, World.MegacorpHost, "a partner cannot connect", Cancel));

    /// <summary>One run of the process, or of a new one.</summary>
    private async Task TurnAsync(bool anew = false)
    {
        if (anew) _task.Dispose();
        if (_task is null || anew) _task = Task(Options());
        Assert.True(await _task.TryAsync(last: false, Cancel), _task.Error);
    }

    private NewsTask Task(MailOptions options)
    {
        var room = Room(options);
        var address = new PortalAddress(Microsoft.Extensions.Options.Options.Create(new PortalOptions { PublicUrl = "https://portal.my-saas.io" }));
        return new(
            new NewsBoard(Database, room, new FoundNews(World.Operations), new DigestNews(new DailyDigests(Database, World.Live.Sights, Database.Time)), Database.Time),
            new NewsPost(Database, room, address, Database.Time),
            Database.Time, NullLogger<NewsTask>.Instance);
    }

    private MailOptions Options() => new() { Host = "127.0.0.1", Port = _server.Port, AllowPlain = true, From = "PrivateLink <privatelink@my-saas.example>" };

    private MailRoom Room(MailOptions? options = null)
    {
        var room = new MailRoom(Microsoft.Extensions.Options.Options.Create(options ?? Options()), Database.Time, NullLogger<MailRoom>.Instance);
        _rooms.Add(room);
        return room;
    }

    private IEnumerable<string> Recipients() => _server.Letters
        .Select(letter => letter.Split('\n').First(line => line.StartsWith("To: ", StringComparison.Ordinal))[4..].Trim('<', '>', ' ')).Order(StringComparer.Ordinal);
}
