using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>One private endpoint that a resource lists. A value: a million of them lie in a few large arrays.</summary>
/// <param name="LinkId">Its link ID.</param>
/// <param name="Service">The private link service it connects to. Matches only on listeners bound to that service.</param>
/// <param name="Enabled">False while the endpoint is switched off: then it is listed, and denied with its own reason.</param>
public readonly record struct LinkGrant(LinkId LinkId, string Service, bool Enabled = true);
