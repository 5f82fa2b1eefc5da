namespace PrivateLink.Portal.Hosting;

/// <summary>What the process tells the program that started it.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary><c>db check</c>: the schema does not fit this portal.</summary>
    public const int SchemaBehind = 1;

    /// <summary><c>audit verify</c>: the log is not what it was.</summary>
    public const int AuditBroken = 1;

    /// <summary>Settings, arguments, or a port that somebody else has.</summary>
    public const int Settings = 2;

    public const int Database = 3;

    /// <summary><c>tail</c> and <c>now</c>: no portal answers here, or it refuses.</summary>
    public const int NoPortal = 4;
}
