using PrivateLink.Portal.Access;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;

namespace PrivateLink.Portal.People;

/// <summary>What one person signs in with, and where, for an administrator.</summary>
/// <param name="Roles">The company's and the tenants', in words.</param>
/// <param name="MailboxProven">The account was made or reset through a link that only its address and the company have seen.</param>
/// <param name="CodesClosedUntil">Until when no code of the authenticator is looked at, after too many wrong ones.</param>
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
