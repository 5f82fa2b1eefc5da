using System.Net;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Reads a private endpoint's address as people paste it: an IP address, or on AWS the endpoint's DNS name.</summary>
public static class AddressInput
{
    public static FieldReading Parse(CloudProvider cloud, string? typed)
    {
        var text = (typed ?? "").Trim().Trim('"', '\'', ',').Trim();
        if (text.Length == 0) return FieldReading.Wrong(cloud == CloudProvider.Aws ? "Paste the endpoint's DNS name, or one of its addresses." : "Paste the endpoint's address.");
        if (IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(character => character == '.') == 3))
            return FieldReading.Found(address.ToString());
        if (cloud != CloudProvider.Aws) return FieldReading.Wrong("This is no address. One reads like 10.0.60.100.");
        var (host, error) = HostInput.Parse(text);
        if (host is null) return FieldReading.Wrong(error!);
        return host.EndsWith(".vpce.amazonaws.com", StringComparison.Ordinal) || host.EndsWith(".vpce.amazonaws.com.cn", StringComparison.Ordinal)
            ? FieldReading.Found(host)
            : FieldReading.Wrong("The DNS name of a VPC endpoint starts with vpce- and ends with .vpce.amazonaws.com.");
    }
}
