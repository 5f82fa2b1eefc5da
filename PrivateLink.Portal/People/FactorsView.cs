using PrivateLink.Portal.Access;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;

namespace PrivateLink.Portal.People;

/// <summary>One person's sign-in methods and sessions, for an administrator.</summary>
/// <param name="Roles">The person's roles in the company and in tenants, in words.</param>
/// <param name="MailboxProven">Whether the account was created or reset through a link that only its address and the company have seen.</param>
/// <param name="CodesClosedUntil">Until when codes of the authenticator are refused, after too many wrong ones.</param>
public sealed record FactorsView(
    string Name,
    string Email,
    IReadOnlyList<ScopeChoice> Roles,
    bool MailboxProven,
    bool HasPassword,
    bool HasAuthenticator,
    int RecoveryCodes,
    DateTime? CodesClosedUntil,
    IReadOnlyList<PasskeyView> Passkeys,
    IReadOnlyList<SessionView> Sessions);
