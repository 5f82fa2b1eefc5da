using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>How <c>privatelink-send</c> is told to play a cloud: what the command takes, and what a page tells a person to type.</summary>
public static class SendOption
{
    /// <summary>The option that plays a cloud.</summary>
    public static string Of(CloudProvider cloud) => "--" + cloud.ToString().ToLowerInvariant();

    /// <summary>The option that forges a second header of a cloud.</summary>
    public static string NestedOf(CloudProvider cloud) => "--nested-" + cloud.ToString().ToLowerInvariant();
}
