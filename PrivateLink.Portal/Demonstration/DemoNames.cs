using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The names in the demonstration, for the seeder and the traffic.</summary>
public static class DemoNames
{
    public const string Megacorp = "Megacorp";
    public const string MegacorpHost = "megacorp.my-saas.io";

    public const string Globex = "Globex";
    public const string GlobexHost = "globex.my-saas.io";
    public const string StatusHost = "status.my-saas.io";

    public const string OperatorEmail = "operator@my-saas.example";
    public const string MegacorpOwnerEmail = "mia@megacorp.example";
    public const string AdministratorEmail = "administrator@my-saas.example";

    /// <summary>The addresses of its people, under a reserved domain (RFC 2606).</summary>
    internal static readonly string[] Emails = [OperatorEmail, MegacorpOwnerEmail, AdministratorEmail];

    public const string UnknownHost = "initech.my-saas.io";

    public const string PublicListener = "public";
    public static readonly string AwsService = KnownClouds.Of(CloudProvider.Aws).Demonstration.Service;
    public static readonly string AzureService = KnownClouds.Of(CloudProvider.Azure).Demonstration.Service;
    public static readonly string GcpService = KnownClouds.Of(CloudProvider.Gcp).Demonstration.Service;
    public static readonly string AlibabaService = KnownClouds.Of(CloudProvider.Alibaba).Demonstration.Service;

    public static readonly string AwsListener = KnownClouds.Of(CloudProvider.Aws).Demonstration.Listener;
    public static readonly string AzureListener = KnownClouds.Of(CloudProvider.Azure).Demonstration.Listener;
    public static readonly string GcpListener = KnownClouds.Of(CloudProvider.Gcp).Demonstration.Listener;
    public static readonly string AlibabaListener = KnownClouds.Of(CloudProvider.Alibaba).Demonstration.Listener;

    public static readonly LinkId MegacorpAwsLink = LinkId.Aws("vpce-0a1b2c3d4e5f60718"u8);
    public static readonly LinkId MegacorpAzureLink = LinkId.Azure(553665985);
    public static readonly LinkId GlobexGcpLink = LinkId.Gcp(54626271866403940);
    public static readonly LinkId GlobexAlibabaLink = Link(CloudProvider.Alibaba, "ep-t4i1a4b7c2d8e5h3j9k0");

    /// <summary>Private endpoints of customers that no host lists.</summary>
    public static readonly LinkId StrangerAwsLink = LinkId.Aws("vpce-08d2bf15fac5001c9"u8);
    public static readonly LinkId StrangerAzureLink = LinkId.Azure(553669216);
    public static readonly LinkId StrangerGcpLink = LinkId.Gcp(18446744072646845442);
    public static readonly LinkId StrangerAlibabaLink = Link(CloudProvider.Alibaba, "ep-t4i9z8y7x6w5v4u3t2s1");

    private static LinkId Link(CloudProvider cloud, string text) =>
        LinkId.TryParse(cloud, text, out var linkId) ? linkId : throw new FormatException($"{text} is not a link ID of {cloud}.");
}
