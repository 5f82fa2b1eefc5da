namespace PrivateLink.Portal.Hosting;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary><c>db check</c>: the schema does not fit this portal.</summary>
    public const int SchemaBehind = 1;

    /// <summary><c>audit verify</c>: the log was changed.</summary>
    public const int AuditBroken = 1;

    /// <summary><c>healthcheck</c>: the portal says that it is not healthy, or does not answer. Containers know only 0 and 1.</summary>
    public const int Unhealthy = 1;

    /// <summary>Invalid settings or arguments, or a port that is in use.</summary>
    public const int Settings = 2;

    public const int Database = 3;

    /// <summary><c>upgrade</c>: the new process did not take over, and the running one keeps running.</summary>
    public const int NotTakenOver = 5;

    /// <summary><c>tail</c>, <c>now</c> and <c>upgrade</c>: no portal answers, or it refuses.</summary>
    public const int NoPortal = 4;
}
