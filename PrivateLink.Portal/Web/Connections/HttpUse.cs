namespace PrivateLink.Portal.Web.Connections;

/// <summary>The use of an HTTP connection. Lower values are closed first for a new connection, and the highest never is.</summary>
internal enum HttpUse
{
    /// <summary>There is no request in progress, or none has arrived completely.</summary>
    Idle,

    /// <summary>A request from a client who has not signed in, or whose sign-in is not known yet.</summary>
    Stranger,

    /// <summary>A request from a person who has signed in.</summary>
    Person,

    /// <summary>The WebSocket of an open page. These have their own limit.</summary>
    Page,
}
