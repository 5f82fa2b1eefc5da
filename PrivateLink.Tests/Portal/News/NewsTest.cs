using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.News;
using PrivateLink.Portal.Web;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.News;

/// <summary>A portal whose mail goes to an SMTP server of the test.</summary>
public abstract class NewsTest() : OnboardingTest(new SqliteTestDatabase()), IAsyncDisposable
{
    private readonly List<MailRoom> _rooms = [];

    private protected MailServer Server { get; } = new();

    private NewsTask _task = null!;

    public new async ValueTask DisposeAsync()
    {
        foreach (var room in _rooms) room.Dispose();
        _task?.Dispose();
        await Server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<IReadOnlyDictionary<string, Guid>> BeginAsync(params (string Name, TenantRole Role)[] members)
    {
        var people = new Dictionary<string, Guid>();
        foreach (var (name, role) in members) people[name] = await AddAsync(name, null, role);
        await TurnAsync();
        return people;
    }

    private protected async Task<Guid> AddAsync(string name, CompanyRole? company, TenantRole? role = null)
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

    private protected async Task EnforceAsync() => Assert.IsType<SaveResult.Saved>(
        await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new("megacorp.my-saas.io", TimeSpan.FromMinutes(10), true), Cancel));

    private protected async Task BreakAsync() => Assert.IsType<SaveResult.Saved>(
        await World.Emergency.BreakGlassAsync(World.Mia, World.MegacorpHost, "a partner cannot connect", Cancel));

    /// <summary>One run of the process, or of a new one.</summary>
    private protected async Task TurnAsync(bool anew = false)
    {
        if (anew) _task.Dispose();
        if (_task is null || anew) _task = Task(Options());
        Assert.True(await _task.TryAsync(last: false, Cancel), _task.Error);
    }

    private protected NewsTask Task(MailOptions options)
    {
        var room = Room(options);
        var address = new PortalAddress(Microsoft.Extensions.Options.Options.Create(new PortalOptions { PublicUrl = "https://portal.my-saas.io" }));
        return new(
            new NewsBoard(Database, room, new FoundNews(World.Operations), new DigestNews(new DailyDigests(Database, World.Live.Sights, World.Live.RollUps, Database.Time)), Database.Time),
            new NewsPost(Database, room, address, Database.Time),
            Database.Time, NullLogger<NewsTask>.Instance);
    }

    private protected MailOptions Options() => new() { Host = "127.0.0.1", Port = Server.Port, AllowPlain = true, From = "PrivateLink <privatelink@my-saas.example>" };

    private protected MailRoom Room(MailOptions? options = null)
    {
        var room = new MailRoom(Microsoft.Extensions.Options.Options.Create(options ?? Options()), Database.Time, NullLogger<MailRoom>.Instance);
        _rooms.Add(room);
        return room;
    }

    private protected IEnumerable<string> Recipients() => Server.Letters
        .Select(letter => letter.Split('\n').First(line => line.StartsWith("To: ", StringComparison.Ordinal))[4..].Trim('<', '>', ' ')).Order(StringComparer.Ordinal);
}
