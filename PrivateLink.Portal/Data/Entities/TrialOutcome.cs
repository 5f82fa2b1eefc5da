namespace PrivateLink.Portal.Data.Entities;

/// <summary>How a trial of enforcement ended. Values are persisted; never renumber.</summary>
public enum TrialOutcome
{
    /// <summary>A person confirmed it. The resource stays enforced.</summary>
    Confirmed = 1,

    /// <summary>No one confirmed it in time. The resource returned to Monitor.</summary>
    RolledBack = 2,

    /// <summary>A person stopped it in an emergency. The resource returned to Monitor at once.</summary>
    BrokenOff = 3,

    /// <summary>The mode was changed in another way in the meantime.</summary>
    Overtaken = 4,
}
