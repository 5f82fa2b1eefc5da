using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>Every public region reaches every other.</summary>
internal sealed class AzureRegions : ICloudRegions
{
    public IReadOnlyList<string> Names { get; } =
    [
        "eastus", "eastus2", "centralus", "northcentralus", "southcentralus", "westcentralus", "westus", "westus2", "westus3",
        "canadacentral", "canadaeast", "mexicocentral", "brazilsouth", "brazilsoutheast", "chilecentral",
        "northeurope", "westeurope", "uksouth", "ukwest", "francecentral", "francesouth", "germanywestcentral", "germanynorth",
        "switzerlandnorth", "switzerlandwest", "norwayeast", "norwaywest", "swedencentral", "swedensouth", "polandcentral", "italynorth", "spaincentral",
        "uaenorth", "uaecentral", "qatarcentral", "israelcentral", "southafricanorth", "southafricawest",
        "eastasia", "southeastasia", "japaneast", "japanwest", "koreacentral", "koreasouth", "centralindia", "southindia", "westindia",
        "australiaeast", "australiasoutheast", "australiacentral", "newzealandnorth", "indonesiacentral", "malaysiawest",
    ];

    public bool AreOpenedByService => false;

    public FieldReading Read(string typed) => AzureForm.Location(typed);

    public RegionReach Reach(PublishedService service, string region)
    {
        if (region == service.Region) return new(ReachKind.SameRegion, region, $"The service is in {region} too.");
        return IsSovereign(region) == IsSovereign(service.Region)
            ? new(ReachKind.CrossRegion, region, $"The service is in {service.Region}. A private endpoint in any public region of Azure reaches it.")
            : new(ReachKind.None, region, $"{region} and {service.Region} are in different Azure clouds. Private endpoints never cross between them.");
    }

    public string? MistakeInOpening(string serviceRegion, string opened) => null;

    private static bool IsSovereign(string region) =>
        region.StartsWith("usgov", StringComparison.Ordinal) || region.StartsWith("usdod", StringComparison.Ordinal) || region.StartsWith("china", StringComparison.Ordinal);
}
