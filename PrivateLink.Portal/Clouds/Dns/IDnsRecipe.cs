namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>How hosts come to lead to a private endpoint.</summary>
public interface IDnsRecipe
{
    DnsPlan Plan(DnsRequest request);
}
