using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Clouds.Zones;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Links.Azure;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>Azure Private Link.</summary>
internal sealed class AzureCloud : ICloud
{
    public CloudProvider Provider => CloudProvider.Azure;

    public CloudWords Words { get; } = new()
    {
        Name = "Azure",
        Glyph = "M3 13V8l10-5v10z",
        Network = "virtual network",
        PrivateEndpoint = "private endpoint",
        LinkId = "LinkID",
        Account = "Azure subscription",
        Alias = "alias",
        Service = "Private Link Service",
        Identity = "Azure LinkID",
        WhenNothingComes =
            "Its status is Approved (a pending one answers \"No route to host\"); no network security group or route table of its subnet blocks the traffic.",
    };

    public ICloudRegions Regions { get; } = new AzureRegions();

    public ICloudForm Form { get; } = new AzureForm();

    public ILinkIds LinkIds { get; } = new AzureLinkIds();

    public IEndpointAddress Address { get; } = new AzureEndpointAddress();

    public IEndpointPastes Pastes { get; } = new AzurePastes();

    public IEndpointRecipe Endpoint { get; } = new AzureEndpointRecipe();

    public IDnsRecipe Dns { get; } = new AzureDns();

    public ICloudZones? Zones => null;

    public IProviderSide ProviderSide { get; } = new AzureProviderSide();

    public CloudHeader Header { get; } = new()
    {
        TlvType = AzureTlv.Type,
        Value = "LinkID (little-endian)",
        Subtypes = [new(AzureTlv.LinkId, "private endpoint's LinkID")],
        LinkIdForm = "number",
        Example = "0d0a0d0a000d0a515549540a 21 11 0014 0a01000f 0a010004 9c40 01bb ee 0005 01 c1450021",
    };

    public CloudComparison Comparison { get; } = new()
    {
        CanReadLinkId = "no, only the company can",
        Zones = "no rule",
        OtherRegions = "any public region",
        WhoAccepts = "the provider, when you connect by alias",
        DnsRecord = "A to the endpoint's address",
        IdleTimeout = "4 to 5 minutes",
        LinkIdReuse = "not documented",
    };

    public CloudDemonstration Demonstration { get; } = new()
    {
        Service = "saas-azure-westeurope",
        Alias = "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice",
        Listener = "azure",
        Port = 7442,
    };
}
