using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>The one step that brings a customer closer to a private host. It uses what the portal knows, and prefers what is almost done.</summary>
/// <param name="Title">What to do.</param>
/// <param name="Why">The benefit of the step.</param>
/// <param name="Button">The text of the button.</param>
/// <param name="Href">The page where to do it.</param>
public sealed record NextStep(string Title, string Why, string Button, string Href)
{
    /// <summary>Null if there is nothing left to do, or nothing to start with.</summary>
    public static NextStep? Of(IReadOnlyList<HostProtection> hosts, IReadOnlyList<PrivateEndpointRow> endpoints) =>
        Confirm(hosts, endpoints) ?? Enforce(hosts, endpoints) ?? Resume(endpoints) ?? Connect([.. hosts.Where(host => !Waits(host, endpoints))], endpoints) ?? Wait(endpoints);

    private static NextStep? Confirm(IReadOnlyList<HostProtection> hosts, IReadOnlyList<PrivateEndpointRow> endpoints) =>
        hosts.Where(host => host.TrialUntil is not null).OrderBy(host => host.TrialUntil).FirstOrDefault() is { } host
            ? new($"{host.Host} is enforced on trial", "If no owner confirms the trial, the host goes back to Monitor automatically.", "Open trial", EnforcingHref(host, endpoints))
            : null;

    private static NextStep? Enforce(IReadOnlyList<HostProtection> hosts, IReadOnlyList<PrivateEndpointRow> endpoints) =>
        hosts.FirstOrDefault(host => host.IsPublic && Listing(host, endpoints) is { State: PrivateEndpointState.Verified }) is { } host
            ? new($"Enforce {host.Host}", "Your private endpoint works. Preview what would be blocked, then enforce on a trial that rolls back if you do not confirm.", "Preview and enforce", EnforcingHref(host, endpoints))
            : null;

    private static NextStep? Resume(IReadOnlyList<PrivateEndpointRow> endpoints) =>
        endpoints.FirstOrDefault(endpoint => endpoint.Enabled && !IsWaiting(endpoint)
            && endpoint.State is PrivateEndpointState.Draft or PrivateEndpointState.AwaitingTraffic or PrivateEndpointState.Expired) is { } endpoint
            ? new($"Finish {endpoint.Name}", "Setup is not complete: nothing has come through this private endpoint yet.", "Resume setup", $"connect/{endpoint.Id}")
            : null;

    /// <summary>Nothing that the customer does makes a connection arrive where nothing listens.</summary>
    private static NextStep? Wait(IReadOnlyList<PrivateEndpointRow> endpoints) =>
        endpoints.FirstOrDefault(IsWaiting) is { } endpoint
            ? new(
                $"Waiting for the company: {endpoint.Name}",
                "Nothing can come through this private endpoint yet, because the service has no listener. The company must add it; you need do nothing.",
                "View setup", $"connect/{endpoint.Id}")
            : null;

    private static bool Waits(HostProtection host, IReadOnlyList<PrivateEndpointRow> endpoints) => endpoints.Any(endpoint => IsWaiting(endpoint) && endpoint.Hosts.Contains(host.Host));

    private static bool IsWaiting(PrivateEndpointRow endpoint) => endpoint is { Enabled: true, WaitsForListener: true };

    private static NextStep? Connect(IReadOnlyList<HostProtection> hosts, IReadOnlyList<PrivateEndpointRow> endpoints) =>
        hosts.FirstOrDefault(host => host.IsPublic) is not { } host ? null
        : endpoints.All(endpoint => endpoint.State == PrivateEndpointState.Retired)
            ? new("Set up your first endpoint", $"A private endpoint in your cloud network leads to {host.Host}. Once it works, you can block all other connections.", "Set up your first endpoint", $"connect?hosts={host.Id}")
            : new($"Connect {host.Host}", "Anyone can reach it from the internet. Route it through a private endpoint, then block all other connections.", "Connect host", $"connect?hosts={host.Id}");

    private static string EnforcingHref(HostProtection host, IReadOnlyList<PrivateEndpointRow> endpoints) =>
        Listing(host, endpoints) is { } endpoint ? StepSlug.Href(endpoint.Id, OnboardingStep.Enforce) : $"resources/{host.Id}#enforcing";

    /// <summary>An endpoint through which clients reach the host. Working endpoints come first.</summary>
    private static PrivateEndpointRow? Listing(HostProtection host, IReadOnlyList<PrivateEndpointRow> endpoints) => endpoints
        .Where(endpoint => endpoint.State != PrivateEndpointState.Retired && endpoint.Hosts.Contains(host.Host))
        .OrderBy(endpoint => endpoint.State != PrivateEndpointState.Verified)
        .FirstOrDefault();
}
