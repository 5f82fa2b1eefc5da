namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>How to make hosts resolve to a private endpoint.</summary>
public interface IDnsRecipe
{
    DnsPlan Plan(DnsRequest request);
}
