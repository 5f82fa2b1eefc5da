using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Accepts each authenticator code only once, so that an onlooker cannot use it again.</summary>
internal sealed class SingleUseCodes(TimeProvider time) : AuthenticatorTokenProvider<PortalUser>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<PortalUser> manager, PortalUser user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key) return false;
        if (TimeCode.StepOf(key, token, time.GetUtcNow()) is not { } step || step <= user.LastAuthenticatorStep) return false;

        // If two sign-ins use the same code at the same time, the second one finds the row changed.
        user.LastAuthenticatorStep = step;
        return (await manager.UpdateAsync(user)).Succeeded;
    }
}
