using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>The options that make <c>privatelink-send</c> imitate a cloud. The command accepts them, and pages show them.</summary>
public static class SendOption
{
    /// <summary>The option that imitates a cloud.</summary>
    public static string Of(CloudProvider cloud) => "--" + cloud.ToString().ToLowerInvariant();

    /// <summary>The option that adds a forged second header of a cloud.</summary>
    public static string NestedOf(CloudProvider cloud) => "--nested-" + cloud.ToString().ToLowerInvariant();
}
