namespace PrivateLink.Portal.SupportBundles;

/// <summary>The files of a bundle, and what each contains.</summary>
internal static class BundleContents
{
    public const string Versions = "versions.txt";
    public const string Settings = "settings.txt";
    public const string Database = "database.txt";
    public const string Moments = "moments.txt";
    public const string Files = "files.txt";
    public const string Process = "process.txt";
    public const string Health = "health.txt";
    public const string Now = "now.txt";
    public const string Policy = "policy.txt";
    public const string RecentMoments = "moments-in-memory.txt";
    public const string Log = "log.txt";
    public const string Metrics = "metrics.txt";

    /// <summary>Files that only the running portal can write.</summary>
    public static IReadOnlyList<string> OfTheRunningPortal { get; } = [Process, Health, Now, Policy, RecentMoments, Log, Metrics];

    private static readonly Dictionary<string, string> Descriptions = new()
    {
        [Versions] = "PrivateLink, .NET, the system and the machine",
        [Settings] = "every setting in force with its source, as 'config check' prints it, and what is wrong with the settings",
        [Database] = "the schema's version, and how large the database and its tables are",
        [Moments] = "the latest starts, stops and faults of the service and its upstreams, from the database",
        [Files] = "the portal's folders: sizes, permissions and free space, no content",
        [Process] = "the running process: version, memory, threads and descriptors",
        [Health] = "what the health checks say, and the state of the background work",
        [Now] = "what 'now' prints, without the last connections",
        [Policy] = "the policy in force as numbers: hosts by mode, links by cloud and service, upstreams",
        [RecentMoments] = "the same as moments.txt, from the memory of the running process",
        [Log] = "the last lines of the log, from the memory of the running process",
        [Metrics] = "what /metrics answers (Telemetry:Metrics)",
    };

    /// <summary>What a file contains; empty for a file that only another version knows.</summary>
    public static string DescriptionOf(string name) => Descriptions.GetValueOrDefault(name, "");
}
