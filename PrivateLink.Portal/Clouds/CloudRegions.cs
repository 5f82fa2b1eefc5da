using System.Diagnostics;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>The regions that fields offer while somebody types. Suggestions: a cloud opens a region before this list knows of it.</summary>
public static class CloudRegions
{
    private static readonly string[] Azure =
    [
        "eastus", "eastus2", "centralus", "northcentralus", "southcentralus", "westcentralus", "westus", "westus2", "westus3",
        "canadacentral", "canadaeast", "mexicocentral", "brazilsouth", "brazilsoutheast", "chilecentral",
        "northeurope", "westeurope", "uksouth", "ukwest", "francecentral", "francesouth", "germanywestcentral", "germanynorth",
        "switzerlandnorth", "switzerlandwest", "norwayeast", "norwaywest", "swedencentral", "swedensouth", "polandcentral", "italynorth", "spaincentral",
        "uaenorth", "uaecentral", "qatarcentral", "israelcentral", "southafricanorth", "southafricawest",
        "eastasia", "southeastasia", "japaneast", "japanwest", "koreacentral", "koreasouth", "centralindia", "southindia", "westindia",
        "australiaeast", "australiasoutheast", "australiacentral", "newzealandnorth", "indonesiacentral", "malaysiawest",
    ];

    private static readonly string[] Gcp =
    [
        "northamerica-northeast1", "northamerica-northeast2", "northamerica-south1", "southamerica-east1", "southamerica-west1",
        "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4",
        "europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3", "europe-west4",
        "europe-west6", "europe-west8", "europe-west9", "europe-west10", "europe-west12",
        "me-central1", "me-central2", "me-west1", "africa-south1",
        "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2",
        "asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2",
    ];

    public static IReadOnlyList<string> Of(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => [.. AwsRegion.All.Select(region => region.Name)],
        CloudProvider.Azure => Azure,
        CloudProvider.Gcp => Gcp,
        _ => throw new UnreachableException(),
    };
}
