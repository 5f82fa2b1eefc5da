using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>Each cloud's name and its own word for a link ID.</summary>
public static class CloudName
{
    public static string Of(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => "AWS",
        CloudProvider.Azure => "Azure",
        _ => "GCP",
    };

    /// <summary>What the cloud itself calls the identity of a private endpoint.</summary>
    public static string LinkIdTermOf(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => "VPC endpoint ID",
        CloudProvider.Azure => "LinkID",
        _ => "PSC connection ID",
    };
}
