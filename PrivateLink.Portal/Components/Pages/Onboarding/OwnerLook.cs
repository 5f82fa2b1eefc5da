using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>Who has to act, in a word.</summary>
public static class OwnerLook
{
    public static string Word(StepOwner owner) => owner switch
    {
        StepOwner.You => "you",
        StepOwner.Us => "us",
        _ => "your cloud",
    };
}
