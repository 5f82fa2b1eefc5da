using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Identity.Setup;
using PrivateLink.Portal.KeyRing;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.People;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Tenants;
using PrivateLink.Portal.Web;

namespace PrivateLink.Tests.Support.Data;

/// <summary>The portal's account services on a database of the test's choice, with the test's clock. Registered as in the portal, but nothing runs.</summary>
internal sealed class PeopleWorld : IAsyncDisposable
{
    public const string Password = "seven purple gates at noon";

    private readonly WebApplication _portal;

    public PeopleWorld(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Services.AddSingleton(time);
        builder.AddPortalWeb();
        builder.AddAccess();
        builder.AddPortalData();
        builder.Services.AddSingleton(contexts);
        builder.AddKeyRing();
        builder.AddCallers();
        builder.AddAudit();
        builder.AddChanges();
        builder.AddMail();
        builder.AddTenants();
        builder.AddPeople();
        builder.Services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000); // slow hashing would slow the tests
        builder.AddPolicySnapshots();
        builder.Services.AddPrivateLinkEngine(builder.Configuration.GetSection(EngineOptions.Section));
        _portal = builder.Build();
    }

    public static Caller Company { get; } = Caller.Company("ada");

    public Tenant Megacorp { get; } = new() { Name = "Megacorp" };

    public Tenant Globex { get; } = new() { Name = "Globex" };

    public Caller MegacorpOwner => Caller.Tenant("mia", Megacorp.Id);

    public IServiceProvider Services => _portal.Services;

    public TenantPeople TenantPeople => Services.GetRequiredService<TenantPeople>();

    public CompanyPeople CompanyPeople => Services.GetRequiredService<CompanyPeople>();

    public TenantDirectory Tenants => Services.GetRequiredService<TenantDirectory>();

    public InvitationDoor Door => Services.GetRequiredService<InvitationDoor>();

    public PersonFactors Factors => Services.GetRequiredService<PersonFactors>();

    public InvitationLetters Letters => Services.GetRequiredService<InvitationLetters>();

    /// <summary>Mail waiting to be sent.</summary>
    public IEnumerable<MailRoom.Letter> Post
    {
        get
        {
            var waiting = Services.GetRequiredService<MailRoom>().Waiting;
            while (waiting.TryRead(out var letter)) yield return letter;
        }
    }

    public SessionBook Sessions => Services.GetRequiredService<SessionBook>();

    public FirstAdministrator Setup => Services.GetRequiredService<FirstAdministrator>();

    public SetupLink SetupLink => Services.GetRequiredService<SetupLink>();

    public PasswordResets Resets => Services.GetRequiredService<PasswordResets>();

    private IDbContextFactory<PortalDbContext> Contexts => Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    public async Task SeedAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync();
        context.AddRange(Megacorp, Globex);
        await context.SaveChangesAsync();
    }

    /// <summary>Creates a user with a password and the given roles.</summary>
    public async Task<PortalUser> PersonAsync(string email, CompanyRole? company = null, params (Tenant Tenant, TenantRole Role)[] tenants)
    {
        await using var scope = Services.CreateAsyncScope();
        var person = new PortalUser { Name = email.Split('@')[0], Email = email, UserName = email, CompanyRole = company, EmailConfirmed = true };
        var created = await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().CreateAsync(person, Password);
        Xunit.Assert.True(created.Succeeded, string.Join(' ', created.Errors.Select(error => error.Description)));
        await using var context = await Contexts.CreateDbContextAsync();
        context.Memberships.AddRange(tenants.Select(tenant => new Membership { TenantId = tenant.Tenant.Id, PersonId = person.Id, Role = tenant.Role }));
        await context.SaveChangesAsync();
        return person;
    }

    /// <summary>Creates a session as a sign-in would, and returns the values of its cookie.</summary>
    public async Task<(Guid Session, string Stamp)> SignInAsync(PortalUser person, DateTime now, string method = SignInMethod.Password)
    {
        await using var context = await Contexts.CreateDbContextAsync();
        var session = new PersonSession
        {
            PersonId = person.Id,
            StartedAt = now,
            SeenAt = now,
            ExpiresAt = now.AddHours(12),
            Method = method,
            Browser = "test",
            Address = "127.0.0.1",
        };
        context.PersonSessions.Add(session);
        await context.SaveChangesAsync();
        return (session.Id, person.SecurityStamp!);
    }

    /// <summary>Creates an open invitation into the company, and returns its token.</summary>
    public async Task<OneTimeToken> InviteToCompanyAsync(string email, CompanyRole role = CompanyRole.Administrator)
    {
        var token = OneTimeToken.New();
        Xunit.Assert.IsType<SaveResult.Saved>(await CompanyPeople.InviteAsync(Company, new InvitationDraft<CompanyRole> { Email = email, Role = role }, token));
        return token;
    }

    /// <summary>Creates an open invitation, and returns its token.</summary>
    public async Task<OneTimeToken> InviteAsync(string email, TenantRole role = TenantRole.Member, Tenant? tenant = null, Caller? caller = null)
    {
        var token = OneTimeToken.New();
        var draft = new InvitationDraft<TenantRole> { Email = email, Role = role };
        Xunit.Assert.IsType<SaveResult.Saved>(await TenantPeople.InviteAsync(caller ?? Company, (tenant ?? Megacorp).Id, draft, token));
        return token;
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();
}
