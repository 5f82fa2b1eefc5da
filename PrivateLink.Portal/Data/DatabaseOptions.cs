using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Data;

/// <summary>Settings of the database (<c>Database</c>).</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// The SQLite file, relative to the content root. The default is not <c>data/</c>: on a case-insensitive file system, that is this source folder.
    /// </summary>
    public string Path { get; set; } = "portal-data/portal.db";

    /// <summary>Required for SQL Server. For SQLite it overrides <see cref="Path"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>What happens at start if the schema is out of date. By default the portal migrates SQLite and only checks SQL Server.</summary>
    [Setting(Default = "Auto for SQLite, Check for SQL Server")]
    public MigrationMode? Migrate { get; set; }

    /// <summary>The limit for every command. Administration commands are small; one that takes longer is stuck.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    internal bool MigratesAtStart => Migrate is null ? Provider == DatabaseProvider.Sqlite : Migrate == MigrationMode.Auto;
}

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

public enum MigrationMode
{
    /// <summary>Update the schema.</summary>
    Auto,

    /// <summary>Refuse to start. <c>db migrate</c> updates the schema.</summary>
    Check,
}
