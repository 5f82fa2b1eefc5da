using PrivateLink.Portal.Connectivity;

namespace PrivateLink.Portal.Components.Pages.Connectivity;

/// <summary>Who must act for a name that nothing has, and what to do, in the order of the steps.</summary>
/// <param name="Who">Who acts.</param>
/// <param name="What">What to do.</param>
internal sealed record UnknownActs(string Who, string What)
{
    private const string Us = "We must act";
    private const string Customer = "Then the customer must act";

    private static readonly UnknownActs AddHost = new(Us, "If the name is right, add the host for that customer. If it is wrong, tell the customer the right name.");

    /// <summary>For a host that connections ask for, so its DNS record exists.</summary>
    public static IReadOnlyList<UnknownActs> OfAsked { get; } = [AddHost];

    /// <summary>For the company.</summary>
    public static IReadOnlyList<UnknownActs> Of(UnknownName unknown) => (unknown.IsLink, unknown.WasBefore) switch
    {
        (true, true) => [new("The customer must act", "Set up a private endpoint with this link ID again, if it still exists in the cloud.")],
        (true, false) => [new("The customer must act", "Check the ID in the cloud. If the endpoint is its own, set it up in this portal and list it for the host.")],
        (false, true) => [new("The customer must act", "Use the host's new name."), new("Or we must act", "Add the old name to the host as an alias.")],
        _ when unknown.LastSeen is not null => OfAsked,
        _ => [AddHost, new(Customer, "In its network, add a DNS record that points the name at its private endpoint. Until then, no connection for it can arrive here.")],
    };

    /// <summary>For a tenant, which does not learn whether another tenant has the name; none for a part of a name.</summary>
    public static IReadOnlyList<UnknownActs> OfTenant(ConnectivityTyped typed) => typed switch
    {
        ConnectivityTyped.Host =>
        [
            new("The company must act", "If the name is right, ask the company to add it as your host. Until then, we deny its connections as an unknown host."),
            new("Then you must act", "In your network, add a DNS record that points the name at your private endpoint."),
        ],
        ConnectivityTyped.Link => [new("You must act", "Check the ID in your cloud. If the endpoint is yours, set it up under Connect, and list it for your host.")],
        _ => [],
    };
}
