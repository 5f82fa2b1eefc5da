using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Clouds.Modules;

/// <summary>What the company must do and enter on its side of a private link.</summary>
public interface IProviderSide
{
    /// <summary>Where to enable PROXY protocol.</summary>
    ProviderCheck Header { get; }

    /// <summary>What the load balancer's health checks contain.</summary>
    string Probes { get; }

    /// <summary>The other settings that must be correct.</summary>
    IReadOnlyList<ProviderCheck> Checks { get; }

    /// <summary>Whether a service may have a private DNS name.</summary>
    bool TakesPrivateDnsName { get; }

    /// <summary>The ID that the cloud's headers use for the service. Null if they contain none, or if the alias does not contain the ID.</summary>
    string? ServiceIdOf(string alias) => null;

    /// <summary>Reads the public alias of a service. The form calls it on each keystroke, and the service calls it again.</summary>
    AliasReading ReadAlias(string? typed);

    /// <summary>What is wrong with a well-formed private DNS name. Null if it is valid.</summary>
    string? MistakeInPrivateDnsName(string name);

    /// <summary>The form of the service's resource ID, for the input field. Null if the alias contains all that commands need.</summary>
    string? ResourceIdForm => null;

    /// <summary>Whether a text is the resource ID of such a service.</summary>
    bool IsResourceId(string text) => false;

    /// <summary>Whether the service accepts endpoints automatically, without approval by a person.</summary>
    /// <param name="service">The service.</param>
    /// <param name="isLetIn">Whether the customer's account is allowed.</param>
    bool AcceptsByItself(PublishedService service, bool isLetIn) => service.Acceptance == Acceptance.Open;

    /// <summary>What operations run to allow a customer's account and to find its connection.</summary>
    IReadOnlyList<Artefact> LetIn(ApprovalRequest request);

    /// <summary>The single command that approves the connection.</summary>
    Artefact Approve(ApprovalRequest request);

    /// <summary>The single command that refuses the connection.</summary>
    Artefact Refuse(ApprovalRequest request);
}

/// <summary>One check of the provider's side.</summary>
/// <param name="Title">What must be true.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Command">The command to run, if one helps.</param>
public sealed record ProviderCheck(string Title, string Why, Artefact? Command = null);
