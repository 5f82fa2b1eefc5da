using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// Identity's sign-in. Each success opens a session that the person can see and end. If the audit entry cannot be saved, the sign-in fails.
/// </summary>
internal sealed class PersonSignIn(
    UserManager<PortalUser> people,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<PortalUser> claims,
    IOptions<IdentityOptions> identity,
    ILogger<SignInManager<PortalUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<PortalUser> confirmation,
    ChangeWriter changes,
    SessionBook sessions,
    AccountLetters letters,
    IOptions<PeopleOptions> options,
    TimeProvider time)
    : SignInManager<PortalUser>(people, http, claims, identity, logger, schemes, confirmation)
{
    /// <summary>The maximum number of earlier sign-ins to compare. A place seen only in older ones counts as new.</summary>
    private const int EarlierSignIns = 1_000;

    private Guid? _continued;

    /// <summary>How the person authenticates. Set it before each attempt.</summary>
    public string Method { get; set; } = SignInMethod.Password;

    public override async Task<bool> CanSignInAsync(PortalUser user) =>
        !options.Value.ClosedAccounts.Contains(user.NormalizedEmail ?? "") && await base.CanSignInAsync(user);

    /// <summary>Checks <see cref="CanSignInAsync"/> again, because a passkey sign-in skips the usual check.</summary>
    protected override async Task<SignInResult> SignInOrTwoFactorAsync(PortalUser user, bool isPersistent, string? loginProvider = null, bool bypassTwoFactor = false) =>
        await CanSignInAsync(user) ? await base.SignInOrTwoFactorAsync(user, isPersistent, loginProvider, bypassTwoFactor) : SignInResult.NotAllowed;

    public override async Task SignInWithClaimsAsync(PortalUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var properties = authenticationProperties ?? new AuthenticationProperties();
        var lasts = properties.IsPersistent ? options.Value.RememberedFor : options.Value.SignedInFor;
        if (_continued is null) properties.ExpiresUtc = time.GetUtcNow() + lasts;
        var session = _continued ?? await OpenAsync(user, lasts);
        await base.SignInWithClaimsAsync(user, properties, [.. additionalClaims, new Claim(PersonClaims.Session, session.ToString())]);
    }

    /// <summary>Issues a new cookie for the same session after a change of the account.</summary>
    public override async Task RefreshSignInAsync(PortalUser user)
    {
        _continued = PersonClaims.SessionOf(Context.User);
        await base.RefreshSignInAsync(user);
    }

    public override async Task SignOutAsync()
    {
        // The browser deletes its cookie even if ending the session fails, because the computer may be shared.
        await base.SignOutAsync();
        if (PersonClaims.SessionOf(Context.User) is { } session && !await sessions.EndAsync(session, ClientAddress.Of(Context)))
            throw new SignInUnavailableException("The session could not be ended.");
    }

    private async Task<Guid> OpenAsync(PortalUser user, TimeSpan lasts)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var address = ClientAddress.Of(Context) ?? "";
        var id = Guid.CreateVersion7();
        var actor = new AuditActor(user.Name, user.Id, null, address, id);
        var browser = Cut(Context.Request.Headers.UserAgent.ToString(), PersonSession.BrowserLength);
        var isElsewhere = false;
        var result = await changes.SaveAsync(actor, AuditAction.PersonSignedIn, async (context, cancel) =>
        {
            isElsewhere = letters.AreSent && await IsElsewhereAsync(context, user.Id, SignInPlace.Of(address, browser), cancel);
            context.PersonSessions.Add(new PersonSession
            {
                Id = id,
                PersonId = user.Id,
                StartedAt = now,
                SeenAt = now,
                ExpiresAt = now + lasts,
                Method = Method,
                Browser = browser,
                Address = Cut(address, PersonSession.AddressLength),
            });
            await context.People.Where(person => person.Id == user.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(person => person.LastSignInAt, now), cancel);
            return new Edit.Change(AuditTarget.Of(user, tenantId: null), After: new { Method });
        });
        if (result is not SaveResult.Saved) throw new SignInUnavailableException(result.ToString());
        if (isElsewhere) letters.NewPlace(user, Method);
        return id;
    }

    /// <summary>Whether the person has signed in before, but never from this place. The first sign-in has nothing to compare with.</summary>
    private static async Task<bool> IsElsewhereAsync(PortalDbContext context, Guid personId, SignInPlace here, CancellationToken cancellationToken)
    {
        var earlier = await context.PersonSessions.AsNoTracking()
            .Where(session => session.PersonId == personId)
            .OrderByDescending(session => session.StartedAt)
            .Select(session => new { session.Address, session.Browser })
            .Take(EarlierSignIns)
            .ToListAsync(cancellationToken);
        return earlier.Count > 0 && earlier.Distinct().All(session => SignInPlace.Of(session.Address, session.Browser) != here);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
