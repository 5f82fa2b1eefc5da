using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Applies Identity's rules within a unit of work, so that their changes and the audit entry are saved together.</summary>
internal static class PeopleInContext
{
    public static UserManager<PortalUser> PeopleOf(this IServiceProvider services, PortalDbContext context) =>
        ActivatorUtilities.CreateInstance<UserManager<PortalUser>>(services, new PeopleStore(context, services.GetRequiredService<IDataProtectionProvider>()));

    /// <summary>Converts Identity's errors to a mistake of one field.</summary>
    public static Edit.Mistake? MistakeIn(this IdentityResult result, string field) => result.Succeeded ? null : Mistake(field, Sentence(result));

    public static Edit.Mistake Mistake(string field, string error) => new(new SaveResult.Invalid(new Dictionary<string, string> { [field] = error }));

    private static string Sentence(IdentityResult result) => string.Join(" ", result.Errors.Select(error => error.Description));
}
