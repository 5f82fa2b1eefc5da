using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

internal static class Administrators
{
    /// <summary>
    /// The administrators, without the shared account of the demonstration. The portal still needs a first administrator besides that one.
    /// </summary>
    public static IQueryable<PortalUser> WhoAdminister(this IQueryable<PortalUser> people, PeopleOptions options)
    {
        string[] played = [.. options.PlayedAccounts];
        return people.Where(person => person.CompanyRole == CompanyRole.Administrator && !played.Contains(person.NormalizedEmail));
    }
}
