using PrivateLink.Protocol.Links;

namespace PrivateLink.Tests.Support;

/// <summary>A link identity as the tests' tables write it: <c>Azure:553665985</c>, or the kind if there is not exactly one.</summary>
internal static class LinkText
{
    public static string Of(LinkIdentity identity) =>
        identity.Kind == LinkIdentityKind.One ? $"{identity.LinkId.Cloud}:{identity.LinkId}" : identity.Kind.ToString();
}
