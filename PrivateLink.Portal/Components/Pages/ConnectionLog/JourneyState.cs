namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>How one station of a connection went.</summary>
public enum JourneyState
{
    /// <summary>As it should.</summary>
    Passed,

    /// <summary>It went on, but somebody should look at this.</summary>
    Noted,

    /// <summary>The connection ended here.</summary>
    Stopped,

    /// <summary>Still going on.</summary>
    Running,

    /// <summary>The connection had ended before.</summary>
    NotReached,
}
