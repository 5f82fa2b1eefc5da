using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>An observation of a link: that it was seen at all, seen with a resource, or seen with a claim name.</summary>
/// <param name="Listener">The listener, which identifies the private link service.</param>
/// <param name="ResourceId">The requested resource; null for other observations.</param>
/// <param name="Claim">The claim name; null for other observations.</param>
internal readonly record struct ObservedThing(LinkId LinkId, string Listener, Guid? ResourceId = null, string? Claim = null)
{
    public bool IsLink => ResourceId is null && Claim is null;
}
