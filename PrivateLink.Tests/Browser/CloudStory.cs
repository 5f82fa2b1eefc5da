using System.Diagnostics;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Portal.Clouds;

namespace PrivateLink.Tests.Browser;

/// <summary>The differences between clouds in the wizard.</summary>
internal sealed record CloudStory
{
    public required CloudProvider Cloud { get; init; }

    /// <summary>The demonstration's service, and the listener behind it.</summary>
    public required string Service { get; init; }

    public required string Listener { get; init; }

    /// <summary>The alias the company gives another service that it publishes.</summary>
    public required string Alias { get; init; }

    /// <summary>The account, subscription or project that the customer is in.</summary>
    public required string Account { get; init; }

    /// <summary>The values that only the customer knows, by field label.</summary>
    public required IReadOnlyDictionary<string, string> Network { get; init; }

    /// <summary>One paste that fills the whole form, and its field; null if the fields are filled one by one.</summary>
    public (string Label, string Text)? PastedNetwork { get; init; }

    /// <summary>Text that the command to create the endpoint must contain.</summary>
    public required string Command { get; init; }

    /// <summary>The tab with the operators' command that allows the account, and text it must contain.</summary>
    public required string AllowTab { get; init; }

    public required string AllowCommand { get; init; }

    /// <summary>A link ID of this cloud for each number.</summary>
    public required Func<int, LinkId> Link { get; init; }

    public CloudWords Words => KnownClouds.Of(Cloud).Words;

    /// <summary>The cloud's output for the endpoint; null if the cloud does not show its customers the ID.</summary>
    public Func<LinkId, string>? Printed { get; init; }

    /// <summary>The endpoint's address, for clouds where the customer must enter it.</summary>
    public string? Address { get; init; }

    public static CloudStory Of(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => new()
        {
            Cloud = cloud,
            Service = DemoNames.AwsService,
            Listener = DemoNames.AwsListener,
            Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
            Account = "111122223333",
            Network = new Dictionary<string, string> { ["VPC"] = "vpc-0a1b2c3d4e5f60718", ["Subnets (optional)"] = "subnet-0a1b2c3d4e5f60718" },
            Command = "--subnet-ids subnet-0a1b2c3d4e5f60718",
            AllowTab = "Allow the account",
            AllowCommand = "arn:aws:iam::111122223333:root",
            Link = number => LinkId.Aws(System.Text.Encoding.ASCII.GetBytes($"vpce-0ccccccccccc{number:x5}")),
        },
        CloudProvider.Azure => new()
        {
            Cloud = cloud,
            Service = DemoNames.AzureService,
            Listener = DemoNames.AzureListener,
            Alias = "allow-list.64359fdd-7893-4215-9929-ece3287e1372.westeurope.azure.privatelinkservice",
            Account = "6f1d1b3c-1111-4222-8333-444455556666",
            Network = new Dictionary<string, string>
            {
                ["Subscription"] = "6f1d1b3c-1111-4222-8333-444455556666",
                ["Resource group"] = "network-prod",
                ["Virtual network"] = "vnet-prod",
                ["Subnet"] = "private-endpoints",
            },
            PastedNetwork = ("Subnet", PastedOutputs.AzureSubnet),
            Command = "--subnet private-endpoints",
            AllowTab = "Allow the subscription",
            AllowCommand = "--visibility 6f1d1b3c-1111-4222-8333-444455556666",
            Link = number => LinkId.Azure(553_700_000 + (uint)number),
            Address = "10.0.60.100",
        },
        CloudProvider.Gcp => new()
        {
            Cloud = cloud,
            Service = DemoNames.GcpService,
            Listener = DemoNames.GcpListener,
            Alias = "projects/my-saas-prod/regions/europe-west1/serviceAttachments/allow-list",
            Account = "acme-prod",
            Network = new Dictionary<string, string> { ["Project"] = "acme-prod", ["VPC network"] = "prod", ["Subnet"] = "prod-apps" },
            Command = "--network=prod",
            AllowTab = "Accept the project",
            AllowCommand = "--arg added acme-prod=10",
            Link = number => LinkId.Gcp(54_626_271_866_000_000 + (ulong)number),
            Printed = link => $$"""{"IPAddress": "10.0.60.100", "pscConnectionId": "{{link}}", "pscConnectionStatus": "ACCEPTED"}""",
            Address = "10.0.60.100",
        },
        CloudProvider.Alibaba => new()
        {
            Cloud = cloud,
            Service = DemoNames.AlibabaService,
            Listener = DemoNames.AlibabaListener,
            Alias = "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4nallowlist00000000",
            Account = "1234567890123456",
            Network = new Dictionary<string, string>
            {
                ["VPC"] = "vpc-t4f1a4b7c2d8e5h3j9k0m",
                ["vSwitches with their zones (optional)"] = "ap-southeast-1a:vsw-t4n1a4b7c2d8e5h3j9k0m",
                ["Security group"] = "sg-t4n1a4b7c2d8e5h3j9k0",
            },
            Command = "--Zone.1.VSwitchId vsw-t4n1a4b7c2d8e5h3j9k0m",
            AllowTab = "Allow the account",
            AllowCommand = "--UserId 1234567890123456",
            Link = number => LinkId.TryParse(cloud, $"ep-t4icccccccccccc{number:d5}", out var linkId) ? linkId : throw new UnreachableException(),
        },
    };
}
