using System.Diagnostics;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>What is asked of a customer, by cloud.</summary>
public static class CloudForm
{
    /// <summary>The fields of the endpoint's form.</summary>
    public static IReadOnlyList<FormField> FieldsOf(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => AwsForm.Fields,
        CloudProvider.Azure => AzureForm.Fields,
        CloudProvider.Gcp => GcpForm.Fields,
        _ => throw new UnreachableException(),
    };

    /// <summary>The field that asks for the account as well; AWS needs none, since its tools are signed in to one.</summary>
    public static FormField? AccountFieldOf(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => null,
        CloudProvider.Azure => AzureForm.Subscription,
        CloudProvider.Gcp => GcpForm.Project,
        _ => throw new UnreachableException(),
    };

    /// <summary>The account, subscription or project that an allow-list names.</summary>
    public static FieldReading ReadAccount(CloudProvider cloud, string typed) => cloud switch
    {
        CloudProvider.Aws => AwsForm.Account(typed),
        CloudProvider.Azure => AzureForm.SubscriptionId(typed),
        CloudProvider.Gcp => GcpForm.ProjectId(typed),
        _ => throw new UnreachableException(),
    };

    public static FieldReading ReadRegion(CloudProvider cloud, string typed) => cloud switch
    {
        CloudProvider.Aws => AwsForm.Region(typed),
        CloudProvider.Azure => AzureForm.Location(typed),
        CloudProvider.Gcp => GcpForm.Region(typed),
        _ => throw new UnreachableException(),
    };
}
