using System.Globalization;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Publishing;

/// <summary>Turns stored services into what customers see.</summary>
internal static class PublishedServices
{
    public static PublishedService Of(PrivateLinkService service) => new()
    {
        Id = service.Id,
        Name = service.Name,
        Cloud = service.Cloud,
        Region = service.Region,
        Alias = service.Alias,
        ZoneIds = WordList.Split(service.ZoneIds),
        SupportedRegions = WordList.Split(service.SupportedRegions),
        Ports = [.. WordList.Split(service.Ports).Select(port => int.Parse(port, CultureInfo.InvariantCulture))],
        Acceptance = service.Acceptance,
        PrivateDnsName = service.PrivateDnsName,
        Instructions = service.Instructions,
    };
}
