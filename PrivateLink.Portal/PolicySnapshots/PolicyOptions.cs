using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>How the policy gets into force and stays there (<c>Policy</c>).</summary>
public sealed class PolicyOptions
{
    public const string Section = "Policy";

    /// <summary>
    /// Where the policy in force is kept, relative to the content root; one folder for each process. By default beside the SQLite file,
    /// <c>portal-data/portal.policy</c>, and <c>portal-data/policy</c> with SQL Server.
    /// </summary>
    [Setting(Default = "beside the SQLite file, portal-data/portal.policy; with SQL Server portal-data/policy")]
    public string? Folder { get; set; }

    /// <summary>How often the database is asked whether another process has changed the policy.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);
}
