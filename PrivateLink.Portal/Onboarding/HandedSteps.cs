using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Which steps can be handed over, and which steps of the wizard they are.</summary>
public static class HandedSteps
{
    /// <summary>The step as it can be handed over; null for a step that only the endpoint's own people can do.</summary>
    public static HandedStep? Of(OnboardingStep step) => step switch
    {
        OnboardingStep.Zones => HandedStep.Zones,
        OnboardingStep.Create => HandedStep.Create,
        OnboardingStep.Dns => HandedStep.Dns,
        OnboardingStep.Verify => HandedStep.Verify,
        _ => null,
    };

    /// <summary>The step's title, as a task for another person.</summary>
    public static string TitleOf(OnboardingView view, HandedStep step) => step switch
    {
        HandedStep.Zones => "Find the zones",
        HandedStep.Create => $"Create the {KnownClouds.Of(view.Service.Cloud).Words.PrivateEndpoint}",
        HandedStep.Dns => "Set up DNS",
        _ => "Verify from inside the network",
    };

    internal static bool IsOffered(OnboardingView view, HandedStep step) =>
        Enum.IsDefined(step) && (step != HandedStep.Zones || KnownClouds.Of(view.Service.Cloud).Zones is not null);
}
