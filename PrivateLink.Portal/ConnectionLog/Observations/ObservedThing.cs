using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>What is worth remembering about a link: that it was seen at all, that it was on a resource, that it brought a claim name.</summary>
/// <param name="Listener">Says which private link service it came through.</param>
/// <param name="ResourceId">The resource that was asked for; null unless that is what is remembered.</param>
/// <param name="Claim">The claim name; null unless that is what is remembered.</param>
internal readonly record struct ObservedThing(LinkId LinkId, string Listener, Guid? ResourceId = null, string? Claim = null)
{
    public bool IsLink => ResourceId is null && Claim is null;
}
