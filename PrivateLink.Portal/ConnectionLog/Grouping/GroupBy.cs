namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>The properties, besides the outcome, that connections of one group share.</summary>
[Flags]
public enum GroupBy
{
    None = 0,
    Host = 1,
    Link = 2,
    Reason = 4,
    All = Host | Link | Reason,
}
