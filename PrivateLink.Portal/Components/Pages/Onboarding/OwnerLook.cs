using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>Who must act, in a word.</summary>
public static class OwnerLook
{
    /// <param name="owner">Who must act.</param>
    /// <param name="isCompany">Whether the reader belongs to the company.</param>
    public static string Word(StepOwner owner, bool isCompany) => owner switch
    {
        StepOwner.You => isCompany ? "the customer" : "you",
        StepOwner.Us => "us",
        _ => isCompany ? "the customer's cloud" : "your cloud",
    };

    /// <summary>The text before the next step of a finding, which is written for the customer; ends with a colon.</summary>
    public static string Lead(Finding finding, bool isCompany) => isCompany && finding.Owner != StepOwner.Us ? "Tell the customer:" : $"Next, {Word(finding.Owner, isCompany)}:";

    /// <summary>The next step for a finding.</summary>
    public static string NextStep(Finding finding, bool isCompany) => (isCompany, finding.Kind) switch
    {
        (true, FindingKind.NoListener) => "Bind a listener to the service: its page shows the required settings.",
        (true, FindingKind.HeaderMissing) => "Enable PROXY protocol at the service, or find out what else reaches the listener.",
        _ => finding.NextStep,
    };
}
