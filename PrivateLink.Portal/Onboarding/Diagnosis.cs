using System.Globalization;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Explains why the first connection has not arrived. Pure: it turns evidence into findings.</summary>
public static class Diagnosis
{
    /// <summary>Endpoints take minutes to start. Until then, silence means nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The most useful finding comes first. A cause is reported only from the step where it can apply. Before the endpoint exists, nothing can come
    /// through it. Before its DNS names exist, clients rightly use the internet.
    /// </summary>
    public static IReadOnlyList<Finding> Of(OnboardingView view, Evidence evidence)
    {
        var words = KnownClouds.Of(view.Service.Cloud).Words;
        var findings = new List<Finding>();
        if (evidence.NoListener)
            findings.Add(new(FindingKind.NoListener, "Our side: this service has no listener yet", null,
                "No listener is bound to this service, so no connection can reach your hosts through it.",
                "Tell us: we must bind a listener. Our operators see this too.", StepOwner.Us));
        if (!IsMade(view)) return findings;
        if (evidence.HeaderMissing is { } missing)
            findings.Add(new(FindingKind.HeaderMissing, "Our side: connections arrive without the header that names the link", missing,
                "A connection reached the private listener without a PROXY header.",
                $"You do not need to do anything. PROXY protocol is disabled at our {words.Service}, or other traffic reaches the listener. Our operators see this too.", StepOwner.Us));
        if (evidence.OtherLink is { } other) findings.Add(OtherLink(other, words));
        if (evidence.OtherName is { } name)
            findings.Add(new(FindingKind.OtherName, "The endpoint works, but clients ask for another name", name.Time,
                $"A connection came through the {words.PrivateEndpoint} and asked for {(name.Name is null ? "no name at all" : $"\"{OneLine.Of(name.Name)}\"")}.",
                $"Connect to the host's own name, not to the endpoint's address or DNS name: {Hosts(view)}.", StepOwner.You));
        if (evidence.PublicPath is { } path && (view.DnsAt ?? view.VerifiedAt) is not null)
            findings.Add(new(FindingKind.PublicPath, "Clients still connect over the internet", path.Time,
                $"A connection to {path.Host} came from {path.Client}, over the public path{(path.Connections > 1 ? $"; {path.Connections} lately" : "")}.",
                "In your network the name still resolves to the public address. The private zone is missing, or this network does not use it. The first line printed below must be a private address.", StepOwner.You,
                new Artefact("dig", ArtefactLanguage.Shell, "dig.sh", $"dig +short {ShellText.Word(path.Host)}\n")));

        // Until the company approves the endpoint, the silence is the company's doing.
        if (!view.Approval.WaitsForUs && !evidence.LinkSeen && !evidence.NoListener && evidence.HeaderMissing is null && evidence.Now - evidence.WaitingSince >= Patience)
            findings.Add(NeverSeen(view, words, evidence));
        return findings;
    }

    private static bool IsMade(OnboardingView view) => view.CreatedInCloudAt is not null || view.LinkId is not null;

    private static Finding OtherLink(SeenLink seen, CloudWords words) => new(FindingKind.OtherLink, $"Traffic is arriving through another {words.PrivateEndpoint}", seen.Time,
        $"A connection to {seen.Host} came through {seen.Link}.",
        "If that endpoint is yours, prove it: connect once with the one-time name, and we take its ID from the connection. Never copy an ID that you only saw here.", StepOwner.You);

    private static Finding NeverSeen(OnboardingView view, CloudWords words, Evidence evidence)
    {
        var minutes = Math.Max(1, (int)(evidence.Now - evidence.WaitingSince).TotalMinutes);
        return new(FindingKind.NeverSeen, "No traffic through the endpoint yet", null,
            $"In {minutes.ToString(CultureInfo.InvariantCulture)} {(minutes == 1 ? "minute" : "minutes")} no connection reached us through {(view.LinkId is null ? $"the {words.PrivateEndpoint}" : view.LinkId)}.",
            $"Check in your cloud: {words.WhenNothingComes} Then connect to {Hosts(view)} from inside the network.", StepOwner.YourCloud);
    }

    private static string Hosts(OnboardingView view) => string.Join(", ", view.Hosts.Select(host => host.Host).Take(3));
}
