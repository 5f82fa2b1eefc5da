using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Data;

/// <summary>Settings of the database (<c>Database</c>).</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// The SQLite file, relative to the content root. Not <c>data/</c>: where capitals do not count, that is the folder of this source.
    /// </summary>
    public string Path { get; set; } = "portal-data/portal.db";

    /// <summary>Required for SQL Server. For SQLite it goes before <see cref="Path"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>What happens at start when the schema is behind; by default SQLite is migrated and SQL Server is only checked.</summary>
    [Setting(Default = "Auto for SQLite, Check for SQL Server")]
    public MigrationMode? Migrate { get; set; }

    /// <summary>Of every command. Administration is small; what takes longer is stuck.</summary>
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
    /// <summary>Bring the schema up to date.</summary>
    Auto,

    /// <summary>Refuse to start; <c>db migrate</c> brings it up to date.</summary>
    Check,
}
