using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// Asks now and then whether the person of an open page may still see it, and in which role. What this process changes is felt at once,
/// through <see cref="LiveAccess"/>; this finds what another process has changed.
/// </summary>
internal sealed class SessionWatch(SessionBook sessions, CurrentCaller caller, CircuitAddress address, IOptions<PeopleOptions> options, ILoggerFactory loggers)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => options.Value.RevalidateEvery;

    /// <summary>Looks the session up anew, and hands what it says to the page.</summary>
    /// <returns>Whether somebody is signed in.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken = default) =>
        await ValidateAuthenticationStateAsync(await GetAuthenticationStateAsync(), cancellationToken);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var person = authenticationState.User;
        try
        {
            var signedIn = PersonClaims.SessionOf(person) is { } session
                ? await sessions.FindAsync(session, PersonClaims.StampOf(person), cancellationToken)
                : null;
            caller.Become(signedIn?.From(address.Text));
            return signedIn is not null;
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            // While the database is away nobody's role can have changed either, and an outage is the worst moment to throw operators out.
            return true;
        }
    }
}
