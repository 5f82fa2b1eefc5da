using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Clouds.Zones;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Modules;

/// <summary>
/// One cloud: everything in which it differs from the others, in one folder. The rest of the portal asks <c>KnownClouds</c> and never
/// names a cloud. Pure: values in, values and texts out.
/// </summary>
public interface ICloud
{
    /// <summary>The cloud.</summary>
    CloudProvider Provider { get; }

    /// <summary>What the cloud itself calls things.</summary>
    CloudWords Words { get; }

    /// <summary>Its regions, and how one reaches another.</summary>
    ICloudRegions Regions { get; }

    /// <summary>What a customer fills in to create an endpoint.</summary>
    ICloudForm Form { get; }

    /// <summary>The IDs of its private endpoints, as people paste them.</summary>
    ILinkIds LinkIds { get; }

    /// <summary>The address of a private endpoint in the customer's network.</summary>
    IEndpointAddress Address { get; }

    /// <summary>What its tools and its console say of a private endpoint.</summary>
    IEndpointPastes Pastes { get; }

    /// <summary>How a customer creates an endpoint.</summary>
    IEndpointRecipe Endpoint { get; }

    /// <summary>How hosts come to lead to an endpoint.</summary>
    IDnsRecipe Dns { get; }

    /// <summary>The rule about zones; null where there is none.</summary>
    ICloudZones? Zones { get; }

    /// <summary>What the company does on its own side.</summary>
    IProviderSide ProviderSide { get; }

    /// <summary>What its PROXY headers look like.</summary>
    CloudHeader Header { get; }

    /// <summary>Its column where the clouds are compared.</summary>
    CloudComparison Comparison { get; }

    /// <summary>Its part in the demonstration.</summary>
    CloudDemonstration Demonstration { get; }
}
