namespace PrivateLink.Portal.Clouds;

/// <summary>How clients find a private endpoint inside the customer's network.</summary>
public interface IEndpointAddress
{
    string Label { get; }

    /// <summary>Asks for it when nothing is typed.</summary>
    string Prompt { get; }

    /// <summary>Where to find what records lead to.</summary>
    string HintForRecords { get; }

    /// <summary>Whether the header's destination is the endpoint's own address.</summary>
    bool IsInHeader { get; }

    /// <summary>The name that stands for all its addresses; null where an endpoint has one address and no name.</summary>
    EndpointName? Name { get; }
}

/// <summary>The DNS name of an endpoint.</summary>
/// <param name="Suffixes">How it ends: one of these.</param>
/// <param name="Form">The same as a sentence.</param>
public sealed record EndpointName(IReadOnlyList<string> Suffixes, string Form);
