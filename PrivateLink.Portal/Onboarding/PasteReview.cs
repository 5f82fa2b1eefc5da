using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>One thing that was found in a paste.</summary>
public sealed record FoundFact(string Name, string Value);

/// <summary>Compares a paste with the endpoint that it was pasted for. Pure: it runs on each keystroke.</summary>
/// <param name="Paste">What it says.</param>
/// <param name="Found">The same facts in the cloud's words, for the person to check.</param>
/// <param name="Warnings">What does not match the endpoint; each warning names both values.</param>
public sealed record PasteReview(EndpointPaste Paste, IReadOnlyList<FoundFact> Found, IReadOnlyList<string> Warnings)
{
    public static PasteReview Of(OnboardingView view, string? pasted)
    {
        var cloud = KnownClouds.Of(view.Service.Cloud);
        var paste = EndpointPastes.Read(view.Service, pasted);
        return new(paste, [.. FoundIn(paste, cloud)], [.. WarningsOf(paste, view, cloud)]);
    }

    private static IEnumerable<FoundFact> FoundIn(EndpointPaste paste, ICloud cloud)
    {
        if (paste.Link.LinkId is { } link) yield return new(cloud.Words.LinkIdTitle, link.ToString());
        if (paste.Status is { } status) yield return new("Status", status.Word);
        if (paste.Message is { } message) yield return new("Message", message);
        if (paste.Name is { } name) yield return new("DNS name", name);
        if (paste.Addresses.Count > 0) yield return new(paste.Addresses.Count == 1 ? "Address" : "Addresses", string.Join(", ", paste.Addresses));
        if (paste.Service is { } service) yield return new(cloud.Words.AliasTitle, service);
        if (paste.Region is { } region) yield return new("Region", region);
        if (paste.Zones.Count > 0) yield return new("Zones", string.Join(", ", paste.Zones));
        if (paste.Account is { } account) yield return new(cloud.Words.Account, account);
        if (paste.RequestMessage is { } request) yield return new("Request message", request);
        foreach (var field in cloud.Form.Fields.Where(field => !field.IsElsewhere))
            if (paste.Fields.TryGetValue(field.Key, out var text) && text != paste.Account) yield return new(field.Label, text);
    }

    private static IEnumerable<string> WarningsOf(EndpointPaste paste, OnboardingView view, ICloud cloud)
    {
        var words = cloud.Words;
        if (paste.Service is { } service && cloud.Pastes.IsSame(service, view.Service) == false)
            yield return $"This {words.PrivateEndpoint} connects to {service}, but yours must connect to {view.Service.Alias}. Traffic through it does not reach your hosts here.";
        if (paste.Region is { } region && region != view.Region)
            yield return $"This {words.PrivateEndpoint} is in {region}, but you started with one in {view.Region}. Check that it is the right one.";
        if (paste is { Region: null, NameRegion: { } named } && named != view.Region && named != view.Service.Region)
            yield return $"Its DNS name belongs to {named}, but you started with a {words.PrivateEndpoint} in {view.Region}. Check that it is the right one.";
        if (paste.Addresses.FirstOrDefault(EndpointPaste.IsPublic) is { } address)
            yield return $"{address} is a public address, but a {words.PrivateEndpoint} has an address in your own network. Connections to a public address still go over the internet.";
        if (paste.Account is { } account && view.Account is { } known && account != known)
            yield return $"This {words.PrivateEndpoint} is in the {words.Account} {account}, but you entered {known}.";
        if (paste.RequestMessage is { } message && !message.Contains(view.Reference, StringComparison.OrdinalIgnoreCase))
            yield return $"Its request message is \"{message}\", but we look for {view.Reference}. Tell us, so that we can find it.";
        foreach (var field in cloud.Form.Fields.Where(field => !field.IsElsewhere))
            if (Differs(field, paste.Fields, view.Form) is { } other)
                yield return $"{field.Label}: your cloud says {paste.Fields[field.Key]}, but you typed {other}. We keep what you typed. If it is wrong, change it in the previous step.";
        if (paste.Status is { } status && StatusWarning(status, view, words.PrivateEndpoint) is { } sentence) yield return sentence;
    }

    private static string? StatusWarning(ConnectionStatus status, OnboardingView view, string endpoint) => status.Meaning switch
    {
        ConnectionMeaning.Waiting when view.Approval is { Stage: ApprovalStage.Approved, By: ApprovalSource.Company } =>
            $"Its status is {status.Word}, but we have approved it. The output may be a few minutes old. Check again, and tell us if the status stays.",
        ConnectionMeaning.Waiting when view.Approval.Stage == ApprovalStage.Automatic =>
            $"Its status is {status.Word}, but our service should accept it automatically. We see this and are looking into it.",
        ConnectionMeaning.Waiting => $"Its status is {status.Word}: we must accept it first. No traffic comes through it until then.",
        ConnectionMeaning.Refused => $"Its status is {status.Word}: it was refused on our side. Ask us why.",
        ConnectionMeaning.Ended => $"Its status is {status.Word}: no traffic comes through it. Check it in your cloud, or create another {endpoint}.",
        _ => null,
    };

    /// <summary>The typed value, if it differs.</summary>
    private static string? Differs(FormField field, IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> typed)
    {
        if (!found.ContainsKey(field.Key) || string.IsNullOrWhiteSpace(typed.GetValueOrDefault(field.Key))) return null;
        return ValuesOf(field, found).SetEquals(ValuesOf(field, typed)) ? null : typed[field.Key];
    }

    private static HashSet<string> ValuesOf(FormField field, IReadOnlyDictionary<string, string> texts) => new FormValues([field], texts).All(field).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
