using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Ceilings;

/// <summary>
/// How much one tenant, or one person, may take of what all share (<c>Ceilings</c>): all the numbers in one place. High enough that nobody meets
/// them who does not mean to.
/// </summary>
public sealed class CeilingOptions
{
    public const string Section = "Ceilings";

    /// <summary>Exports of connections at once; each holds a connection to the database.</summary>
    [Setting("exports")]
    public int Exports { get; set; } = 8;

    /// <summary>Of those, how many no tenant gets, so that the company's own are never kept waiting.</summary>
    [Setting("exports")]
    public int ExportsForCompany { get; set; } = 2;

    /// <summary>Of one tenant at once.</summary>
    [Setting("exports")]
    public int ExportsOfTenant { get; set; } = 2;

    /// <summary>Of one person at once.</summary>
    [Setting("exports")]
    public int ExportsOfPerson { get; set; } = 2;

    /// <summary>How long one export may take.</summary>
    public TimeSpan ExportTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Bytes a second that the client of an export has to take, on the average; slower ones are cut off.</summary>
    [Setting("bytes a second")]
    public int ExportRate { get; set; } = 16 * 1024;

    /// <summary>Changes of anything, within ten minutes, by one person: each is an entry of the audit log for ever, and others' saves wait for it.</summary>
    [Setting("changes per ten minutes")]
    public int Changes { get; set; } = 200;

    /// <summary>The same of one tenant, however many people it invites.</summary>
    [Setting("changes per ten minutes")]
    public int ChangesOfTenant { get; set; } = 500;

    /// <summary>Private endpoints of one tenant: those in use, and those made within a day.</summary>
    [Setting("endpoints")]
    public int PrivateEndpoints { get; set; } = 1_000;

    /// <summary>One-time names for one private endpoint within a day.</summary>
    [Setting("names a day")]
    public int ClaimNames { get; set; } = 20;

    /// <summary>Links that hand over a step of one private endpoint: open ones, and those made within a day.</summary>
    [Setting("links")]
    public int HandoverLinks { get; set; } = 20;

    /// <summary>Answers through one such link, all in all; a quarter of them may wait for somebody at a time.</summary>
    [Setting("answers")]
    public int HandoverAnswers { get; set; } = 20;

    /// <summary>Links to single connections of one tenant, or of none: open ones, and those made within a day.</summary>
    public int SharedConnections { get; set; } = 200;

    /// <summary>Invitations of one tenant, or of the company: open ones, and those made within a day.</summary>
    [Setting("invitations")]
    public int Invitations { get; set; } = 200;

    /// <summary>Views that one person keeps, on all pages together.</summary>
    [Setting("views")]
    public int SavedViews { get; set; } = 60;
}
