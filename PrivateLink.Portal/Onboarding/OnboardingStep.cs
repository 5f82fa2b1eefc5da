namespace PrivateLink.Portal.Onboarding;

/// <summary>The steps of setting up a private endpoint, in order. Their names appear in URLs.</summary>
public enum OnboardingStep
{
    Service,
    Zones,
    Create,
    Link,
    Dns,
    Verify,
    Enforce,

    /// <summary>The end: the result, and possible next steps. It has no task.</summary>
    Done,
}

/// <summary>Who must act.</summary>
public enum StepOwner
{
    You,
    Us,
    YourCloud,
}

public enum StepState
{
    /// <summary>The step is not due yet.</summary>
    Later,

    /// <summary>The step to do now.</summary>
    Current,

    /// <summary>The step is due, and another person must act.</summary>
    Waiting,

    Done,

    /// <summary>The step has a problem.</summary>
    Wrong,
}

/// <summary>One step as the side column shows it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Title">Its title.</param>
/// <param name="State">Its state.</param>
/// <param name="Owner">Who must act, or had to.</param>
/// <param name="Note">Its result, or what it waits for.</param>
public sealed record StepView(OnboardingStep Step, string Title, StepState State, StepOwner Owner, string? Note);
