using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Clouds.Zones;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Modules;

/// <summary>
/// One cloud. Everything that differs from other clouds is in its folder. The rest of the portal asks <c>KnownClouds</c> and never names a cloud.
/// Pure: it only turns values into values and texts.
/// </summary>
public interface ICloud
{
    /// <summary>The cloud.</summary>
    CloudProvider Provider { get; }

    /// <summary>The cloud's own terms.</summary>
    CloudWords Words { get; }

    /// <summary>Its regions, and how to reach one from another.</summary>
    ICloudRegions Regions { get; }

    /// <summary>What a customer enters to create an endpoint.</summary>
    ICloudForm Form { get; }

    /// <summary>The IDs of its private endpoints, as people paste them.</summary>
    ILinkIds LinkIds { get; }

    /// <summary>The address of a private endpoint in the customer's network.</summary>
    IEndpointAddress Address { get; }

    /// <summary>Reads what its tools and its console say about a private endpoint.</summary>
    IEndpointPastes Pastes { get; }

    /// <summary>How a customer creates an endpoint.</summary>
    IEndpointRecipe Endpoint { get; }

    /// <summary>How to make hosts resolve to an endpoint.</summary>
    IDnsRecipe Dns { get; }

    /// <summary>The rule about zones. Null if there is none.</summary>
    ICloudZones? Zones { get; }

    /// <summary>What the company does on its side.</summary>
    IProviderSide ProviderSide { get; }

    /// <summary>The format of its PROXY headers.</summary>
    CloudHeader Header { get; }

    /// <summary>Its column in the comparison table.</summary>
    CloudComparison Comparison { get; }

    /// <summary>Its part in the demonstration.</summary>
    CloudDemonstration Demonstration { get; }
}
