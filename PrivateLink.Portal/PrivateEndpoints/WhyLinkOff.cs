namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Why the company disabled a link at a host.</summary>
/// <param name="ServiceId">The service. The same link under another service may be enabled, or disabled by the tenant.</param>
/// <param name="LinkId">The link.</param>
/// <param name="Reason">The reason that the company gave.</param>
public sealed record WhyLinkOff(Guid ServiceId, string LinkId, string Reason);
