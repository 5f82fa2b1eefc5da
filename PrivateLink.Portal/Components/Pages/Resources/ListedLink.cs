using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>A link as read from the form. The same ID under another service is another link: it allows other connections.</summary>
/// <param name="Index">Its position in the form.</param>
internal sealed record ListedLink(int Index, Guid ServiceId, LinkId LinkId, bool Enabled)
{
    public (Guid ServiceId, LinkId LinkId) Key => (ServiceId, LinkId);

    public static IEnumerable<ListedLink> In(ResourceDraft draft, ResourceChoices choices) =>
        from row in draft.Links.Index()
        let service = choices.Services.FirstOrDefault(service => service.Id == row.Item.ServiceId)
        where service is not null
        let id = LinkIdInput.Parse(service.Cloud, row.Item.Text).LinkId
        where id is not null
        select new ListedLink(row.Index, service.Id, id.Value, row.Item.Enabled);
}
