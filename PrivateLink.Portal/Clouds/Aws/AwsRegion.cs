namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>An AWS region with the prefix of its zone IDs. The prefix cannot be derived from the region's name.</summary>
/// <param name="Name">For example <c>us-east-1</c>.</param>
/// <param name="ZonePrefix">For example <c>use1</c>. Null if AWS's documentation does not contain it.</param>
internal sealed record AwsRegion(string Name, string? ZonePrefix)
{
    /// <summary>Every region in AWS's table of zones, and two regions whose zones are not in it.</summary>
    public static IReadOnlyList<AwsRegion> All { get; } =
    [
        new("us-east-1", "use1"), new("us-east-2", "use2"), new("us-west-1", "usw1"), new("us-west-2", "usw2"),
        new("ca-central-1", "cac1"), new("ca-west-1", "caw1"), new("mx-central-1", "mxc1"), new("sa-east-1", "sae1"),
        new("eu-central-1", "euc1"), new("eu-central-2", "euc2"), new("eu-north-1", "eun1"), new("eu-south-1", "eus1"),
        new("eu-south-2", "eus2"), new("eu-west-1", "euw1"), new("eu-west-2", "euw2"), new("eu-west-3", "euw3"),
        new("il-central-1", "ilc1"), new("me-central-1", "mec1"), new("me-south-1", "mes1"), new("af-south-1", "afs1"),
        new("ap-east-1", "ape1"), new("ap-east-2", "ape2"), new("ap-northeast-1", "apne1"), new("ap-northeast-2", "apne2"),
        new("ap-northeast-3", "apne3"), new("ap-south-1", "aps1"), new("ap-south-2", "aps2"), new("ap-southeast-1", "apse1"),
        new("ap-southeast-2", "apse2"), new("ap-southeast-3", "apse3"), new("ap-southeast-4", "apse4"), new("ap-southeast-5", "apse5"),
        new("ap-southeast-6", "apse6"), new("ap-southeast-7", "apse7"),
        new("us-gov-east-1", "usge1"), new("us-gov-west-1", "usgw1"),
        new("cn-north-1", "cnn1"), new("cn-northwest-1", null), new("eusc-de-east-1", null),
    ];

    public static AwsRegion? Find(string name) => All.FirstOrDefault(region => region.Name == name);

    /// <summary>The region's partition. Connections never cross from one partition to another.</summary>
    public static string PartitionOf(string region) => region switch
    {
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "GovCloud",
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "China",
        _ when region.StartsWith("eusc-", StringComparison.Ordinal) => "European sovereign",
        _ => "commercial",
    };
}
