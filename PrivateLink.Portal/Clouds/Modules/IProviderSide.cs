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

    /// <summary>What operations run for one customer's endpoint: let the account in, find the connection, accept it.</summary>
    /// <param name="service">The service that the endpoint connects to.</param>
    /// <param name="account">The customer's account, subscription or project; null when it is unknown.</param>
    /// <param name="linkId">The link ID; null while it is unknown.</param>
    /// <param name="reference">The endpoint's reference, for clouds that carry a message.</param>
    IReadOnlyList<Artefact> Accept(PublishedService service, string? account, string? linkId, string reference);
}

/// <summary>One point of the provider's own side.</summary>
/// <param name="Title">What has to be so.</param>
/// <param name="Why">What it is good for.</param>
/// <param name="Command">What to run, where that helps.</param>
public sealed record ProviderCheck(string Title, string Why, Artefact? Command = null);
