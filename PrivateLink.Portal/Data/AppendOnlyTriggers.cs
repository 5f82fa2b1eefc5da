using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The triggers that refuse to change or delete audit entries. The owner of the database can remove them without leaving any other sign. So <c>db
/// check</c> and the running portal look for them.
/// </summary>
internal static partial class AppendOnlyTriggers
{
    private const string ServerName = "TR_AuditEntries_AppendOnly";

    private const string ServerBody = """
        ON [AuditEntries] INSTEAD OF UPDATE, DELETE AS
        BEGIN
            SET NOCOUNT ON;
            THROW 51000, 'The audit log is append-only: entries are neither changed nor deleted.', 1;
        END
        """;

    /// <summary>The triggers as the migration creates them. A trigger with a different text counts as a different trigger.</summary>
    private static readonly (string Name, string Body)[] Sqlite =
    [
        ("TR_AuditEntries_AppendOnly_Update", """
            BEFORE UPDATE ON "AuditEntries"
            BEGIN
                SELECT RAISE(ABORT, 'The audit log is append-only: entries are neither changed nor deleted.');
            END
            """),
        ("TR_AuditEntries_AppendOnly_Delete", """
            BEFORE DELETE ON "AuditEntries"
            BEGIN
                SELECT RAISE(ABORT, 'The audit log is append-only: entries are neither changed nor deleted.');
            END
            """),
        ("TR_AuditEntries_AppendOnly_Replace", """
            BEFORE INSERT ON "AuditEntries"
            WHEN EXISTS (SELECT 1 FROM "AuditEntries" WHERE "Sequence" = NEW."Sequence")
            BEGIN
                SELECT RAISE(ABORT, 'The audit log is append-only: this entry exists.');
            END
            """),
    ];

    /// <summary>Returns one phrase for each trigger that is missing, altered or disabled. Changes nothing.</summary>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        context.Database.IsSqlite() ? await FindSqliteProblemsAsync(context, cancellationToken) : await FindServerProblemsAsync(context, cancellationToken);

    /// <summary>Recreates every trigger as the migration created it.</summary>
    public static async Task RestoreAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        if (!context.Database.IsSqlite())
        {
            await context.Database.ExecuteSqlRawAsync("CREATE OR ALTER TRIGGER [" + ServerName + "] " + ServerBody, cancellationToken);
            await context.Database.ExecuteSqlRawAsync("ENABLE TRIGGER [" + ServerName + "] ON [AuditEntries]", cancellationToken);
            return;
        }

        foreach (var (name, body) in Sqlite)
        {
            var sql = $"""DROP TRIGGER IF EXISTS "{name}"; CREATE TRIGGER "{name}" {body};""";
            await context.Database.ExecuteSqlRawAsync(sql, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<string>> FindSqliteProblemsAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var found = await context.Database
            .SqlQuery<FoundTrigger>($"""SELECT "name" AS "Name", "sql" AS "Text", 0 AS "IsDisabled" FROM sqlite_master WHERE "type" = 'trigger' AND "tbl_name" = 'AuditEntries'""")
            .ToListAsync(cancellationToken);
        return
        [
            .. from trigger in Sqlite
               let there = found.Find(one => one.Name == trigger.Name)
               let problem = there is null ? "is missing" : Words(there.Text ?? "") == Words($"""CREATE TRIGGER "{trigger.Name}" {trigger.Body}""") ? null : "was changed"
               where problem is not null
               select $"trigger {trigger.Name} {problem}",
        ];
    }

    /// <summary>
    /// A login that may only change rows cannot read a trigger's text. So this asks the catalogue whether the trigger exists and is enabled. Then it
    /// runs an update that matches no row. Both the trigger and a denied permission refuse that update.
    /// </summary>
    private static async Task<IReadOnlyList<string>> FindServerProblemsAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var found = await context.Database
            .SqlQuery<FoundTrigger>($"""
                SELECT [name] AS [Name], NULL AS [Text], CAST([is_disabled] AS int) AS [IsDisabled]
                FROM sys.triggers
                WHERE [parent_id] = OBJECT_ID(N'[AuditEntries]') AND [is_instead_of_trigger] = 1
                """)
            .ToListAsync(cancellationToken);
        if (found.Find(one => one.Name == ServerName) is not { } trigger) return [$"trigger {ServerName} is missing"];
        if (trigger.IsDisabled != 0) return [$"trigger {ServerName} is disabled"];
        return await RefusesAsync(context, cancellationToken) ? [] : [$"trigger {ServerName} was changed"];
    }

    private static async Task<bool> RefusesAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.Database.ExecuteSqlRawAsync("UPDATE [AuditEntries] SET [Actor] = [Actor] WHERE 1 = 0", cancellationToken);
            return false;
        }
        catch (Exception exception) when (DatabaseErrors.IsAppendOnly(exception))
        {
            return true;
        }
    }

    /// <summary>Ignores differences in line breaks and indentation.</summary>
    private static string Words(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    internal sealed record FoundTrigger(string Name, string? Text, int IsDisabled);
}
