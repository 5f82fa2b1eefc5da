using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>The names of steps in addresses: <c>/connect/{id}/dns</c>.</summary>
public static class StepSlug
{
    public static string Of(OnboardingStep step) => step.ToString().ToLowerInvariant();

    public static OnboardingStep? Parse(string? slug) =>
        Enum.GetValues<OnboardingStep>().Where(step => Of(step) == slug).Select(step => (OnboardingStep?)step).FirstOrDefault();

    public static string Href(Guid id, OnboardingStep step) => $"connect/{id}/{Of(step)}";
}
