namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>What connections of one group have in common, besides their outcome.</summary>
[Flags]
public enum GroupBy
{
    None = 0,
    Host = 1,
    Link = 2,
    Reason = 4,
    All = Host | Link | Reason,
}
