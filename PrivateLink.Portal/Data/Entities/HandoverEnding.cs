namespace PrivateLink.Portal.Data.Entities;

/// <summary>Why a link that hands a step over opens nothing any more. The numbers stand in the database.</summary>
public enum HandoverEnding
{
    /// <summary>Somebody who may edit the endpoint took it back.</summary>
    TakenBack = 1,

    /// <summary>Its time was over.</summary>
    Expired = 2,

    /// <summary>The endpoint has its link ID by now, or another one, or is retired.</summary>
    StepOver = 3,

    /// <summary>The person who made it may not edit the endpoint any more.</summary>
    MakerLeft = 4,
}
