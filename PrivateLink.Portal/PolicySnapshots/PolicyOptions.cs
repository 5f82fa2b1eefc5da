using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>How the policy comes into force and is stored (<c>Policy</c>).</summary>
public sealed class PolicyOptions
{
    public const string Section = "Policy";

    /// <summary>
    /// The folder for the policy in force, relative to the content root. Each process needs its own. The default is <c>portal-data/portal.policy</c>
    /// beside the SQLite file, and <c>portal-data/policy</c> with SQL Server.
    /// </summary>
    [Setting(Default = "beside the SQLite file, portal-data/portal.policy; with SQL Server portal-data/policy")]
    public string? Folder { get; set; }

    /// <summary>How often to check the database for changes by other processes.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);
}
