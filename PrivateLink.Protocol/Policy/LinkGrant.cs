using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>One private endpoint that a resource lists. A value type, so that a million grants fit in a few large arrays.</summary>
/// <param name="LinkId">Its link ID.</param>
/// <param name="Service">The private link service it connects to. Matches only on listeners bound to that service.</param>
/// <param name="Enabled">False while the endpoint is disabled: it stays listed and is denied with a reason of its own.</param>
public readonly record struct LinkGrant(LinkId LinkId, string Service, bool Enabled = true);
