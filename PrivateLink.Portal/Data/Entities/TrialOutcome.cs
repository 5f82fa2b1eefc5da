namespace PrivateLink.Portal.Data.Entities;

/// <summary>How an enforcement on trial ended. Values are persisted; never renumber.</summary>
public enum TrialOutcome
{
    /// <summary>Somebody confirmed it: it is enforced for good.</summary>
    Confirmed = 1,

    /// <summary>Nobody did in time: back to Monitor.</summary>
    RolledBack = 2,

    /// <summary>Somebody broke the glass: back to Monitor at once.</summary>
    BrokenOff = 3,

    /// <summary>The mode was changed otherwise in the meantime.</summary>
    Overtaken = 4,
}
