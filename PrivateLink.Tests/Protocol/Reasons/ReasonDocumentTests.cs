using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Protocol.Reasons;

public class ReasonDocumentTests
{
    /// <summary>docs/reasons.md is generated from the table. Set PRIVATELINK_UPDATE_DOCS to write it.</summary>
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

    /// <summary>Numbers also come from databases written by earlier versions.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(1_000)]
    public void Describe_ANumberThatIsNoReason_IsRefused(int number) => Assert.Throws<KeyNotFoundException>(() => ReasonTable.Describe((Reason)number));

    [Fact]
    public void TryFind_NoSuchCode_FindsNothing()
    {
        Assert.False(ReasonTable.TryFind("no_such", out Reason _));
        Assert.False(ReasonTable.TryFind("no_such", out CloseReason _));
    }

    /// <summary>A reason without a verdict closes without a reply, and only such a reason does.</summary>
    [Fact]
    public void Table_WhoAsksForNothing_IsClosedWithoutAWord() =>
        Assert.Equal(ReasonTable.Where(row => row.AsksForNothing), ReasonTable.Where(row => row.WireEnding == WireEnding.Quiet));

    /// <summary>Only reasons decided by the resource's mode may admit a connection or concern its link.</summary>
    [Fact]
    public void Table_WhatLetsInOrSpeaksOfTheLink_IsAboutAccess() => Assert.All(
        ReasonTable.Where(row => row.LetsIn || row.LinkIsListed || row.LinkIsUnusable).Select(ReasonTable.Describe),
        row => Assert.Equal((ReasonFamily.Access, ReasonStage.Rule), (row.Family, row.Stage)));

    /// <summary>A customer who must act reads where.</summary>
    [Fact]
    public void Table_WhatTheCustomerMustMend_SaysWhere() => Assert.All(
        ReasonTable.Where(static _ => true).Select(ReasonTable.Describe), row => Assert.Equal(row.Actor == Actor.Customer, row.ActsIn != ActingPlace.Unknown));

    private static string Render()
    {
        var text = new StringBuilder("""
            # Reasons and endings

            Every connection gets one reason when it is decided, and one ending when it closes.
            The codes are stable: records, logs and metrics use them.
            A test generates this page from `ReasonTable` and compares the two.

            ## Why a connection got its verdict

            *Found at* is the stage at which the reason became known.
            *On the wire* is how a denied connection ends.
            An alert is TLS `access_denied`, or a reset if the listener's `DenyWith` says so.

            | Code | About | Found at | On the wire | Meaning | Who acts | What to do |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in Enum.GetValues<Reason>().Select(ReasonTable.Describe))
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Code}` | {AboutOf(row)} | {Words(row.Stage)} | {Words(row.WireEnding)} | {WordsOf(row)} |\n");
        text.Append("""

            ## How a connection ended

            *Not connected* and *failed* connections were admitted but not delivered.

            | Code | Kind | Meaning | Who acts | What to do |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in Enum.GetValues<CloseReason>().Select(ReasonTable.Describe))
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Code}` | {Words(row.Kind)} | {WordsOf(row)} |\n");
        return text.ToString();
    }

    private static string WordsOf(ReasonDescription row) => $"**{row.Title}.** {row.Meaning} | {Words(row.Actor)} | {row.Remedy}{(row.ForCompany is { } more ? $" For the company: {more}" : "")}";

    private static string AboutOf(ReasonRow row) => string.Join(", ",
        new[] { Words(row.Family), row.IsSpoofing ? "spoofing" : "", row.LinkIsListed ? "link is listed" : "", row.LinkIsUnusable ? "no usable link" : "" }.Where(word => word.Length > 0));

    private static string Words(ReasonFamily family) => family switch
    {
        ReasonFamily.Probe => "probe",
        ReasonFamily.Silence => "silence",
        ReasonFamily.Source => "source",
        ReasonFamily.Header => "PROXY header",
        ReasonFamily.Hello => "TLS hello",
        ReasonFamily.Name => "host name",
        ReasonFamily.Access => "access",
        ReasonFamily.Limit => "limit",
        ReasonFamily.OwnFault => "internal fault",
    };

    private static string Words(ReasonStage stage) => stage switch
    {
        ReasonStage.Listener => "listener",
        ReasonStage.Header => "PROXY header",
        ReasonStage.Hello => "TLS hello",
        ReasonStage.Resource => "resource",
        ReasonStage.Rule => "rule",
    };

    private static string Words(WireEnding ending) => ending switch
    {
        WireEnding.Quiet => "close",
        WireEnding.AccessDenied => "alert",
        WireEnding.Reset => "reset",
        WireEnding.Relayed => "relayed",
    };

    private static string Words(Actor actor) => actor switch
    {
        Actor.Nobody => "no one",
        Actor.Customer => "customer",
        Actor.Company => "company",
    };

    private static string Words(EndingKind kind) => kind switch
    {
        EndingKind.Expected => "expected",
        EndingKind.CutShort => "cut short",
        EndingKind.NotConnected => "not connected",
        EndingKind.Failed => "failed",
    };

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
