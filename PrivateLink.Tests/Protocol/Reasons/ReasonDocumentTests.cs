using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Protocol.Reasons;

public class ReasonDocumentTests
{
    /// <summary>docs/reasons.md is the table in another form: with PRIVATELINK_UPDATE_DOCS set this test writes it.</summary>
    [Fact]
    public void Document_ComparedWithTheTable_SaysTheSame()
    {
        var path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/reasons.md");
        var wanted = Render();
        if (Environment.GetEnvironmentVariable("PRIVATELINK_UPDATE_DOCS") is not null) File.WriteAllText(path, wanted);

        Assert.Equal(wanted, File.ReadAllText(path), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Table_EveryValue_HasARowWithACodeOfItsOwn()
    {
        var codes = Enum.GetValues<Reason>().Select(ReasonTable.CodeOf).Concat(Enum.GetValues<CloseReason>().Select(ReasonTable.CodeOf)).ToList();

        // internal_error is both a reason before the verdict and an ending after it.
        Assert.Equal(codes.Count - 1, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[a-z0-9_]+$", code));
    }

    private static string Render()
    {
        var text = new StringBuilder("""
            # Reasons and endings

            Every connection gets one reason when it is decided and one ending when it is over. The codes are stable: they stand in records, logs and
            metrics. This page is written from `ReasonTable`; a test compares the two.

            ## Why a connection got its verdict


            """.ReplaceLineEndings("\n"));
        Table(text, Enum.GetValues<Reason>().Select(ReasonTable.Describe));
        text.Append("\n## How a connection ended\n\n");
        Table(text, Enum.GetValues<CloseReason>().Select(ReasonTable.Describe));
        return text.ToString();
    }

    private static void Table(StringBuilder text, IEnumerable<ReasonDescription> rows)
    {
        text.Append("| Code | Meaning | Who acts | What to do |\n|---|---|---|---|\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Code}` | **{row.Title}.** {row.Meaning} | {row.Actor} | {row.Remedy} |\n");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
