using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>The private endpoint that a customer is about to create.</summary>
/// <param name="Service">What it connects to.</param>
/// <param name="Region">Where it will be.</param>
/// <param name="Values">What the customer typed.</param>
/// <param name="Reference">A short text by which operations recognise it.</param>
/// <param name="GlobalAccess">GCP: clients of other regions use it.</param>
public sealed record EndpointRequest(PublishedService Service, string Region, FormValues Values, string Reference, bool GlobalAccess = false);
