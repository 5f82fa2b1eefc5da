namespace PrivateLink.Portal.Onboarding;

/// <summary>The steps of setting up a private endpoint, in their order. Their names stand in addresses.</summary>
public enum OnboardingStep
{
    Service,
    Zones,
    Create,
    Link,
    Dns,
    Verify,
    Enforce,

    /// <summary>The end: what came of it, and what may come next. Nothing is done in it.</summary>
    Done,
}

/// <summary>Who has to act.</summary>
public enum StepOwner
{
    You,
    Us,
    YourCloud,
}

public enum StepState
{
    /// <summary>Its turn has not come.</summary>
    Later,

    /// <summary>What is to be done now.</summary>
    Current,

    /// <summary>Its turn has come, and somebody else has to act.</summary>
    Waiting,

    Done,

    /// <summary>Something is wrong with it.</summary>
    Wrong,
}

/// <summary>One step as the column at the side shows it.</summary>
/// <param name="Step">Which one.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">How far it is.</param>
/// <param name="Owner">Who has to act, or had to.</param>
/// <param name="Note">What it came to, or what it waits for.</param>
public sealed record StepView(OnboardingStep Step, string Title, StepState State, StepOwner Owner, string? Note);
