using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support.Data;

/// <summary>
/// The schema of a SQLite file, one line per column, constraint, index and trigger. The order of columns is ignored, and so is the default that an
/// added column gives existing rows.
/// </summary>
internal static partial class SqliteSchema
{
    public static async Task<IReadOnlyList<string>> ReadAsync(PortalDbContext context, CancellationToken cancellation)
    {
        var statements = await context.Database
            .SqlQuery<string>($"""SELECT "sql" AS "Value" FROM sqlite_master WHERE "sql" IS NOT NULL AND "name" NOT LIKE '\_\_EF%' ESCAPE '\'""")
            .ToListAsync(cancellation);
        return [.. statements.Select(static statement => Spaces().Replace(statement, " ").Trim(' ', ';')).SelectMany(LinesOf).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> LinesOf(string statement)
    {
        if (!statement.StartsWith("CREATE TABLE", StringComparison.Ordinal)) return [statement];
        var body = statement.IndexOf('(', StringComparison.Ordinal);
        return PartsOf(statement[(body + 1)..^1]).Select(part => $"{statement[..body].Trim()}: {Default().Replace(part.Trim(), "")}");
    }

    /// <summary>Splits at commas outside brackets and quotation marks.</summary>
    private static IEnumerable<string> PartsOf(string body)
    {
        var part = new StringBuilder();
        var (depth, quoted) = (0, false);
        foreach (var character in body)
        {
            if (character == '\'') quoted = !quoted;
            if (!quoted) depth += character switch { '(' => 1, ')' => -1, _ => 0 };
            if (character == ',' && depth == 0 && !quoted)
            {
                yield return part.ToString();
                part.Clear();
            }
            else
            {
                part.Append(character);
            }
        }

        yield return part.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" DEFAULT ('[^']*'|\S+)")]
    private static partial Regex Default();
}
