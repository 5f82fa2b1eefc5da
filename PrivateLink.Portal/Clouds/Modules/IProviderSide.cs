using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Clouds.Modules;

/// <summary>What the company has to do and to type on its own side of a private link.</summary>
public interface IProviderSide
{
    /// <summary>Where PROXY protocol is switched on.</summary>
    ProviderCheck Header { get; }

    /// <summary>What the load balancer's health checks carry.</summary>
    string Probes { get; }

    /// <summary>What else has to be right.</summary>
    IReadOnlyList<ProviderCheck> Checks { get; }

    /// <summary>Whether a service may carry a private DNS name.</summary>
    bool TakesPrivateDnsName { get; }

    /// <summary>The ID by which the cloud's headers name the service; null where they name none, or the alias has none in it.</summary>
    string? ServiceIdOf(string alias) => null;

    /// <summary>Reads the public handle of a service. Called on each keystroke by the form and again by the service.</summary>
    AliasReading ReadAlias(string? typed);

    /// <summary>What is wrong with a well-formed private DNS name; null when nothing is.</summary>
    string? MistakeInPrivateDnsName(string name);

    /// <summary>How the service's own resource ID reads, for the field that asks for it; null where the alias holds all that commands need.</summary>
    string? ResourceIdForm => null;

    /// <summary>Whether a text is the resource ID of such a service.</summary>
    bool IsResourceId(string text) => false;

    /// <summary>Whether the service accepts endpoints by itself, so that nobody has to approve one.</summary>
    /// <param name="service">The service.</param>
    /// <param name="isLetIn">Whether the customer's account has been let in.</param>
    bool AcceptsByItself(PublishedService service, bool isLetIn) => service.Acceptance == Acceptance.Open;

    /// <summary>What operations run to let a customer's account in, and to find its connection.</summary>
    IReadOnlyList<Artefact> LetIn(ApprovalRequest request);

    /// <summary>The one command that approves the connection.</summary>
    Artefact Approve(ApprovalRequest request);

    /// <summary>The one command that refuses it.</summary>
    Artefact Refuse(ApprovalRequest request);
}

/// <summary>One point of the provider's own side.</summary>
/// <param name="Title">What has to be so.</param>
/// <param name="Why">What it is good for.</param>
/// <param name="Command">What to run, where that helps.</param>
public sealed record ProviderCheck(string Title, string Why, Artefact? Command = null);
