using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>What another person needs to do one step: the same texts as in the wizard, and nothing else. Pure.</summary>
internal static class HandedSheets
{
    public static HandedSheet Of(OnboardingView view, HandedStep step, DateTime expiresAt)
    {
        var sheet = step switch
        {
            HandedStep.Zones => Zones(view),
            HandedStep.Create => Create(view),
            HandedStep.Dns => Dns(view),
            _ => Verify(view),
        };
        return sheet with { Title = HandedSteps.TitleOf(view, step), ExpiresAt = expiresAt, Where = $"{CloudOf(view).Words.Name}, {view.Region}" };
    }

    private static readonly HandedSheet Blank = new() { Title = "", Purpose = "", Where = "", ExpiresAt = default, Ways = [], Wanted = "" };

    private static ICloud CloudOf(OnboardingView view) => KnownClouds.Of(view.Service.Cloud);

    private static HandedSheet Zones(OnboardingView view)
    {
        var zones = CloudOf(view).Zones!;
        var isRemote = view.Region != view.Service.Region;
        return Blank with
        {
            Purpose = zones.PurposeOf(isRemote),
            Facts = isRemote || view.Service.ZoneIds.Count == 0 ? [] : [new("The service's zones", view.Service.ZoneIds)],
            Notes = [$"Zone names such as {view.Region}a are labels of one account. Zone IDs are the same in every account."],
            Ways = zones.Pasted is { } pasted ? [new("List the account's zones", [pasted.Command(view.Region)], pasted.ByHand(view.Region))] : [],
            Wanted = "What the command printed, or the console shows",
        };
    }

    private static HandedSheet Create(OnboardingView view)
    {
        var cloud = CloudOf(view);
        var recipe = cloud.Endpoint.Create(view.Request);
        var notes = new List<string>();
        if (view.AwaitsUs) notes.Add($"The service does not allow your {cloud.Words.Account} yet. Read this now, and create the endpoint when you are told that it is allowed.");
        notes.AddRange(Missing(view.Values));
        if (cloud.Endpoint.NoticeOf(view.Request) is { } notice) notes.Add(notice);
        return Blank with
        {
            Purpose = $"Create it with the tool of your choice, then send back what the second command prints.",
            Notes = notes,
            Ways =
            [
                new("Create the endpoint", recipe.Artefacts, recipe.ConsoleSteps),
                new(
                    cloud.LinkIds.AreShownToCustomer ? $"Find its {cloud.Words.LinkId}" : "Find its status and address",
                    [new("Command", ArtefactLanguage.Shell, "read-back.sh", cloud.Endpoint.ReadBack(view.Request))],
                    cloud.Endpoint.ReadBackByHand(view.Request)),
            ],
            Wanted = cloud.LinkIds.AreShownToCustomer ? $"The {cloud.Words.LinkId}, or what the second command printed" : "What the second command printed",
        };
    }

    private static HandedSheet Dns(OnboardingView view)
    {
        var cloud = CloudOf(view);
        var plan = cloud.Dns.Plan(view.DnsRequest);
        var notes = new List<string>();
        if (cloud.Address.HintForRecords is not null && view.RecordAddress is null)
            notes.Add($"{DnsRequest.AddressStandIn} stands for the endpoint's address in your network. {cloud.Address.HintForRecords}");
        notes.AddRange(Missing(view.Values));
        notes.AddRange(plan.Notes);
        return Blank with
        {
            Purpose = "Inside your network, the hosts must resolve to the endpoint. Outside, nothing changes.",
            Records = plan.Records,
            Notes = notes,
            Ways = [new("Create the records", plan.Recipe.Artefacts, plan.Recipe.ConsoleSteps), Check(view)],
            Wanted = "What the check printed",
        };
    }

    private static HandedSheet Verify(OnboardingView view) => Blank with
    {
        Purpose = "Connect from inside your network: the check looks at the name, the path and TLS of each host, and says what is wrong.",
        Ways = [Check(view)],
        Wanted = "What the check printed",
    };

    private static HandedWay Check(OnboardingView view) =>
        new("Check from inside", VerifyScript.ForEachShell([.. view.Hosts.Select(host => host.Host)], view.RecordAddress, view.Service.Port), []);

    private static IEnumerable<string> Missing(FormValues values) =>
        values.Missing.Count == 0 ? [] : [$"Words in capitals stand for what you have to fill in: {string.Join(", ", values.Missing.Select(field => field.Label))}."];
}
