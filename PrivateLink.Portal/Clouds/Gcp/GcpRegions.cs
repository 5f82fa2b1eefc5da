using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>The endpoint is in the service's region. Clients in other regions reach it with global access.</summary>
internal sealed class GcpRegions : ICloudRegions
{
    public IReadOnlyList<string> Names { get; } =
    [
        "northamerica-northeast1", "northamerica-northeast2", "northamerica-south1", "southamerica-east1", "southamerica-west1",
        "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4",
        "europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3", "europe-west4",
        "europe-west6", "europe-west8", "europe-west9", "europe-west10", "europe-west12",
        "me-central1", "me-central2", "me-west1", "africa-south1",
        "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2",
        "asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2",
    ];

    public bool AreOpenedByService => false;

    public FieldReading Read(string typed) => GcpForm.Region(typed);

    public RegionReach Reach(PublishedService service, string region) => region == service.Region
        ? new(ReachKind.SameRegion, region, $"The service is in {region} too.")
        : new(ReachKind.GlobalAccess, service.Region,
            $"The endpoint must be in {service.Region}, the service's region. Clients in {region} reach it there with global access, if the service allows it: ask us.");

    public string? MistakeInOpening(string serviceRegion, string opened) => null;
}
