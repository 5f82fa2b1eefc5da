using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// Checks from time to time whether the person of an open page may still see it, and in which role. Changes by this process take effect at once
/// through <see cref="LiveAccess"/>. This check finds changes by other processes.
/// </summary>
internal sealed class SessionWatch(SessionBook sessions, CurrentCaller caller, CircuitAddress address, IOptions<PeopleOptions> options, ILoggerFactory loggers)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => options.Value.RevalidateEvery;

    /// <summary>Reads the session again and passes the result to the page.</summary>
    /// <returns>Whether a person is signed in.</returns>
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
            // While the database is away, no role can have changed. An outage is also the worst time to sign operators out.
            return true;
        }
    }
}
