namespace PrivateLink.Portal.Data.Entities;

/// <summary>Why a hand-over link no longer works. Values are persisted; never renumber.</summary>
public enum HandoverEnding
{
    /// <summary>A person who may edit the endpoint revoked it.</summary>
    TakenBack = 1,

    /// <summary>It expired.</summary>
    Expired = 2,

    /// <summary>The endpoint now has its link ID or a different one, or it is retired.</summary>
    StepOver = 3,

    /// <summary>The person who created it may no longer edit the endpoint.</summary>
    MakerLeft = 4,
}
