using System.Net;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Reads a private endpoint's address as people paste it: an IP address, or a DNS name if its cloud assigns one.</summary>
public static class EndpointAddressInput
{
    public static FieldReading Parse(IEndpointAddress endpoint, string? typed)
    {
        var text = (typed ?? "").Trim().Trim('"', '\'', ',').Trim();
        if (text.Length == 0) return FieldReading.Wrong(endpoint.Prompt);
        if (IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(character => character == '.') == 3))
            return FieldReading.Found(address.ToString());
        if (endpoint.Name is not { } name) return FieldReading.Wrong("This is not an address. An address looks like 10.0.60.100.");
        var (host, error) = HostInput.Parse(text);
        if (host is null) return FieldReading.Wrong(error!);
        return name.Suffixes.Any(suffix => host.EndsWith(suffix, StringComparison.Ordinal)) ? FieldReading.Found(host) : FieldReading.Wrong(name.Form);
    }
}
