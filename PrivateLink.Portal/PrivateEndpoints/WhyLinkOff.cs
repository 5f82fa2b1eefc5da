namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Why the company switched off a link at a host.</summary>
/// <param name="ServiceId">Under which service: the same link under another one may be on, or off by the tenant.</param>
/// <param name="LinkId">The link.</param>
/// <param name="Reason">What the company said.</param>
public sealed record WhyLinkOff(Guid ServiceId, string LinkId, string Reason);
