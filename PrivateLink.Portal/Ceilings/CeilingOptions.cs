using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Ceilings;

/// <summary>
/// Limits what one tenant or one person may use of shared resources (<c>Ceilings</c>), all in one place. The limits are high enough that normal use
/// does not reach them.
/// </summary>
public sealed class CeilingOptions
{
    public const string Section = "Ceilings";

    /// <summary>Exports of connections at once. Each one holds a database connection.</summary>
    [Setting("exports")]
    public int Exports { get; set; } = 8;

    /// <summary>How many of those are reserved for the company, so that its exports never wait for tenants.</summary>
    [Setting("exports")]
    public int ExportsForCompany { get; set; } = 2;

    /// <summary>Exports of one tenant at once.</summary>
    [Setting("exports")]
    public int ExportsOfTenant { get; set; } = 2;

    /// <summary>Exports of one person at once.</summary>
    [Setting("exports")]
    public int ExportsOfPerson { get; set; } = 2;

    /// <summary>The time limit of one export.</summary>
    public TimeSpan ExportTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The average bytes a second that an export's client must read. Slower clients are disconnected.</summary>
    [Setting("bytes a second")]
    public int ExportRate { get; set; } = 16 * 1024;

    /// <summary>Changes by one person within ten minutes. Each one is a permanent audit entry, and other saves wait for it.</summary>
    [Setting("changes per ten minutes")]
    public int Changes { get; set; } = 200;

    /// <summary>Changes by one tenant within ten minutes, regardless of the number of people.</summary>
    [Setting("changes per ten minutes")]
    public int ChangesOfTenant { get; set; } = 500;

    /// <summary>Private endpoints of one tenant: those in use, and those created within a day.</summary>
    [Setting("endpoints")]
    public int PrivateEndpoints { get; set; } = 1_000;

    /// <summary>One-time names for one private endpoint within a day.</summary>
    [Setting("names a day")]
    public int ClaimNames { get; set; } = 20;

    /// <summary>Links that hand over a step of one private endpoint: open ones, and those created within a day.</summary>
    [Setting("links")]
    public int HandoverLinks { get; set; } = 20;

    /// <summary>Answers through one such link in total. A quarter of them may wait at a time.</summary>
    [Setting("answers")]
    public int HandoverAnswers { get; set; } = 20;

    /// <summary>Links to single connections, for one tenant or without a tenant: open ones, and those created within a day.</summary>
    public int SharedConnections { get; set; } = 200;

    /// <summary>Invitations of one tenant, or of the company: open ones, and those created within a day.</summary>
    [Setting("invitations")]
    public int Invitations { get; set; } = 200;

    /// <summary>Saved views of one person, on all pages together.</summary>
    [Setting("views")]
    public int SavedViews { get; set; } = 60;
}
