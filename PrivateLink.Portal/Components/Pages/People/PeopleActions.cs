using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.People;

namespace PrivateLink.Portal.Components.Pages.People;

/// <summary>The calls that the panel of people makes, for the company or for a tenant.</summary>
public sealed record PeopleActions<TRole>(
    Func<InvitationDraft<TRole>, OneTimeToken, Task<SaveResult>> InviteAsync,
    Func<Guid, OneTimeToken, Task<SaveResult>> ResendAsync,
    Func<Guid, Task<SaveResult>> RevokeAsync,
    Func<Guid, TRole, Task<SaveResult>> ChangeRoleAsync,
    Func<Guid, Task<SaveResult>> RemoveAsync,
    Func<string, OneTimeToken, InvitationDelivery> Deliver)
    where TRole : struct, Enum;
