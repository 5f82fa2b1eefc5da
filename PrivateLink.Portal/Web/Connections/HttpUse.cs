namespace PrivateLink.Portal.Web.Connections;

/// <summary>What an HTTP connection is used for, from what gives way first to what never does.</summary>
internal enum HttpUse
{
    /// <summary>No request is under way, or none has arrived completely.</summary>
    Idle,

    /// <summary>A request of somebody who has not signed in, or of whom that is not known yet.</summary>
    Stranger,

    /// <summary>A request of somebody who has signed in.</summary>
    Person,

    /// <summary>The WebSocket of an open page. These have a ceiling of their own.</summary>
    Page,
}
