namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>The result of one step of a connection.</summary>
public enum JourneyState
{
    /// <summary>The step went as it should.</summary>
    Passed,

    /// <summary>The connection continued, but a person should look at this step.</summary>
    Noted,

    /// <summary>The connection ended here.</summary>
    Stopped,

    /// <summary>The step is still in progress.</summary>
    Running,

    /// <summary>There was nothing to find in this step.</summary>
    Absent,

    /// <summary>The connection ended before this step.</summary>
    NotReached,
}
