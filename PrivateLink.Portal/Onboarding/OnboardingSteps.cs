using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>The progress of a private endpoint: which steps are done, which is next, and who must act. It depends on the endpoint alone.</summary>
public static class OnboardingSteps
{
    public static IReadOnlyList<StepView> Of(OnboardingView view)
    {
        var steps = new List<StepView>
        {
            new(OnboardingStep.Service, "Cloud and hosts", StepState.Done, StepOwner.You, $"{KnownClouds.Of(view.Service.Cloud).Words.PrivateEndpointTitle} in {view.Region}"),
        };
        if (KnownClouds.Of(view.Service.Cloud).Zones is not null) steps.Add(Zones(view));
        steps.AddRange([Create(view), Link(view), Dns(view), Verify(view), Enforce(view), Done(view)]);

        // The first step that is not done is the current one; the steps after it come later.
        var isBehind = false;
        for (var index = 0; index < steps.Count; index++)
        {
            var isOpen = steps[index].State is StepState.Current or StepState.Waiting;
            if (isOpen && isBehind && !IsOnTrial(steps[index], view)) steps[index] = steps[index] with { State = StepState.Later, Note = null };
            isBehind |= isOpen;
        }

        return steps;
    }

    /// <summary>The step that opens when a person returns.</summary>
    public static OnboardingStep Next(OnboardingView view) =>
        Of(view).FirstOrDefault(step => step.State is not StepState.Done)?.Step ?? OnboardingStep.Done;

    /// <summary>The position of a step in words: "Step 2 of 7: Zones". The end is not counted, because it has no task.</summary>
    public static string PlaceOf(IReadOnlyList<StepView> steps, OnboardingStep step)
    {
        var counted = steps.Where(each => each.Step != OnboardingStep.Done).ToList();
        var index = counted.FindIndex(each => each.Step == step);
        return index < 0 ? "Done" : $"Step {index + 1} of {counted.Count}: {counted[index].Title}";
    }

    private static StepView Zones(OnboardingView view) => new(
        OnboardingStep.Zones, "Zones", view.ZonesAt is null ? StepState.Current : StepState.Done, StepOwner.You,
        view.Request.Zones is { Count: > 0 } zones ? string.Join(", ", zones.Select(zone => zone.Name)) : null);

    private static StepView Create(OnboardingView view)
    {
        var title = $"Create the {KnownClouds.Of(view.Service.Cloud).Words.PrivateEndpoint}";
        if (view.CreatedInCloudAt is not null || view.LinkId is not null) return new(OnboardingStep.Create, title, StepState.Done, StepOwner.You, null);
        return view.AwaitsUs
            ? new(OnboardingStep.Create, title, StepState.Waiting, StepOwner.Us, $"Waiting for us to allow the {KnownClouds.Of(view.Service.Cloud).Words.Account}")
            : new(OnboardingStep.Create, title, StepState.Current, StepOwner.You, null);
    }

    private static StepView Link(OnboardingView view)
    {
        var title = KnownClouds.Of(view.Service.Cloud).Words.LinkIdTitle;
        return view.State switch
        {
            PrivateEndpointState.Conflict => new(OnboardingStep.Link, title, StepState.Wrong, StepOwner.Us, "In dispute: we are looking into it"),
            PrivateEndpointState.Expired => new(OnboardingStep.Link, title, StepState.Wrong, StepOwner.You, "Not proved in time: enter it or prove it again"),
            _ when view.LinkId is not null => new(OnboardingStep.Link, title, StepState.Done, StepOwner.You, view.Claim == ClaimLevel.Asserted ? "Not yet proved" : ClaimWords.Of(view.Claim)),
            _ => new(OnboardingStep.Link, title, StepState.Current, StepOwner.You, null),
        };
    }

    private static StepView Dns(OnboardingView view) =>
        new(OnboardingStep.Dns, "DNS", view.DnsAt is null && !view.IsReachedEverywhere ? StepState.Current : StepState.Done, StepOwner.You, view is { VerifiedAt: not null, ReachedHosts: { } reached } ? Capital(reached) : null);

    /// <summary>Done only with the last host, because reaching the first says nothing about the others.</summary>
    private static StepView Verify(OnboardingView view) => view switch
    {
        { Approval.Stage: ApprovalStage.Refused } => new(OnboardingStep.Verify, "Verify", StepState.Wrong, StepOwner.You, "The endpoint was refused"),
        { VerifiedAt: null, Approval.WaitsForUs: true } => new(OnboardingStep.Verify, "Verify", StepState.Waiting, StepOwner.Us, "We must approve the endpoint first"),
        { VerifiedAt: null } => new(OnboardingStep.Verify, "Verify", StepState.Waiting, StepOwner.YourCloud, "Waiting for the first connection"),
        { IsReachedEverywhere: true } => new(OnboardingStep.Verify, "Verify", StepState.Done, StepOwner.You, "Traffic is coming through it"),
        _ => new(OnboardingStep.Verify, "Verify", StepState.Waiting, StepOwner.YourCloud, Capital(view.ReachedHosts!)),
    };

    private static StepView Enforce(OnboardingView view)
    {
        if (view.Hosts.Any(host => host.IsOnTrial)) return new(OnboardingStep.Enforce, "Enforce", StepState.Current, StepOwner.You, "On trial: confirm it");
        var enforced = view.Hosts.Count(host => host.Mode == ResourceMode.Enforce);
        var note = view.Hosts.Count == 0 ? null : $"{enforced} of {Count(view.Hosts.Count)} enforced";
        return new(OnboardingStep.Enforce, "Enforce", view.IsEnforcedEverywhere ? StepState.Done : StepState.Current, StepOwner.You, note);
    }

    /// <summary>A trial is in progress and needs an answer, whatever the state of the other hosts.</summary>
    private static bool IsOnTrial(StepView step, OnboardingView view) => step.Step == OnboardingStep.Enforce && view.Hosts.Any(host => host.IsOnTrial);

    /// <summary>If another endpoint made the hosts private, this endpoint is not done until traffic comes through it.</summary>
    private static StepView Done(OnboardingView view) => view is { IsEnforcedEverywhere: true, VerifiedAt: not null }
        ? new(OnboardingStep.Done, "Done", StepState.Done, StepOwner.You, "What is protected now")
        : new(OnboardingStep.Done, "Done", StepState.Later, StepOwner.You, null);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Count(int hosts) => hosts == 1 ? "1 host" : $"{hosts} hosts";
}
