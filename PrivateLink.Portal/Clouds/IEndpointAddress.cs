namespace PrivateLink.Portal.Clouds;

/// <summary>How clients find a private endpoint inside the customer's network.</summary>
public interface IEndpointAddress
{
    string Label { get; }

    /// <summary>The prompt if nothing was entered.</summary>
    string Prompt { get; }

    /// <summary>Where to find the value for the DNS records.</summary>
    string HintForRecords { get; }

    /// <summary>Whether the header's destination is the endpoint's own address.</summary>
    bool IsInHeader { get; }

    /// <summary>The name that covers all its addresses. Null if an endpoint has one address and no name.</summary>
    EndpointName? Name { get; }
}

/// <summary>The DNS name of an endpoint.</summary>
/// <param name="Suffixes">The possible endings of the name.</param>
/// <param name="Form">The same as a sentence.</param>
public sealed record EndpointName(IReadOnlyList<string> Suffixes, string Form);
