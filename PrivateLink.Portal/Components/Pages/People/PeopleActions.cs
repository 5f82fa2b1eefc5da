using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.People;

namespace PrivateLink.Portal.Components.Pages.People;

/// <summary>What the panel of people asks for, on whichever side it stands.</summary>
public sealed record PeopleActions<TRole>(
    Func<InvitationDraft<TRole>, OneTimeToken, Task<SaveResult>> InviteAsync,
    Func<Guid, OneTimeToken, Task<SaveResult>> ResendAsync,
    Func<Guid, Task<SaveResult>> RevokeAsync,
    Func<Guid, TRole, Task<SaveResult>> ChangeRoleAsync,
    Func<Guid, Task<SaveResult>> RemoveAsync,
    Func<string, OneTimeToken, InvitationDelivery> Deliver)
    where TRole : struct, Enum;
