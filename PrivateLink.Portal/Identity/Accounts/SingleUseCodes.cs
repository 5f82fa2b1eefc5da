using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>An authenticator's code counts once: anyone who looks over the shoulder is too late.</summary>
internal sealed class SingleUseCodes(TimeProvider time) : AuthenticatorTokenProvider<PortalUser>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<PortalUser> manager, PortalUser user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key) return false;
        if (TimeCode.StepOf(key, token, time.GetUtcNow()) is not { } step || step <= user.LastAuthenticatorStep) return false;

        // Of two sign-ins with one code at the same moment, the second finds the row changed.
        user.LastAuthenticatorStep = step;
        return (await manager.UpdateAsync(user)).Succeeded;
    }
}
