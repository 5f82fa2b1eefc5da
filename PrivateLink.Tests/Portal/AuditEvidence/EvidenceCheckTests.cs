using System.Text;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.AuditEvidence;

/// <summary><c>audit verify --evidence</c> on the command line.</summary>
public sealed class EvidenceCheckTests : EvidenceTest, IDisposable
{
    private readonly SqliteTestDatabase _database;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-evidence-");

    public EvidenceCheckTests() : this(new SqliteTestDatabase())
    {
    }

    private EvidenceCheckTests(SqliteTestDatabase database) : base(database) => _database = database;

    private string File => Path.Combine(_folder.FullName, "evidence.json");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Verify_TheFileAsItWasMade_IsConfirmed()
    {
        var made = await KeptAsync();

        var result = await VerifyAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"has checksum {made.Checksum}.", result.Output, StringComparison.Ordinal);
        Assert.Contains($"The evidence is confirmed: entry {made.Entry} of the log holds this checksum", result.Output, StringComparison.Ordinal);
        Assert.Contains($"the hash {made.Document.Chain.Hash} of entry {made.Document.Chain.Entry}", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync("--known", made.Hash)).ExitCode);
    }

    [Fact]
    public async Task Verify_AFileInWhichOneFigureIsChanged_IsNotConfirmed()
    {
        var made = await KeptAsync();
        await System.IO.File.WriteAllTextAsync(File, Encoding.UTF8.GetString(made.File.Span).Replace("\"refusedPublic\": 0", "\"refusedPublic\": 9", StringComparison.Ordinal), Cancel);

        var result = await VerifyAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The evidence is not confirmed: no entry of the log holds its checksum", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ALogThatSomebodyChanged_ConfirmsNothing()
    {
        await KeptAsync();
        await TamperAsync("""UPDATE "AuditEntries" SET "Actor" = 'eve' WHERE "Sequence" = 2""");

        var result = await VerifyAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The audit log is broken at entry 2", result.Output, StringComparison.Ordinal);
        Assert.Contains("because the log is broken", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A rewritten log is consistent in itself, so only the evidence file reveals the change.</summary>
    [Fact]
    public async Task Verify_ALogThatWasWrittenAnew_IsSeenByTheFile()
    {
        var made = await KeptAsync();
        await TamperAsync($"""UPDATE "AuditEntries" SET "CorrelationId" = '0' WHERE "Sequence" = {made.Document.Changes[0].Entry}""");
        await WriteAnewAsync();

        Assert.Equal(0, (await PortalVerb.RunAsync("audit", "verify", $"--Database:Path={_database.Path}")).ExitCode);
        var result = await VerifyAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the log was rewritten since", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnotherPortalsFile_SaysWhoseItIs()
    {
        await KeptAsync();
        await TamperAsync("""UPDATE "Installations" SET "Id" = '01890A5D-AC96-774B-BCCE-B302099A8057'; UPDATE "AuditEntries" SET "After" = NULL WHERE "Action" = 'evidence.made'""");
        await WriteAnewAsync();

        Assert.Contains("it was created from a different database", (await VerifyAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhatIsNoEvidence_SaysSo()
    {
        await System.IO.File.WriteAllTextAsync(File, """{"form":"something else"}""", Cancel);

        var result = await VerifyAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("it is not evidence from this portal", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AFileThatIsNotThere_SaysSo() => Assert.Contains("evidence.json", (await VerifyAsync()).Error, StringComparison.Ordinal);

    private async Task<MadeEvidence> KeptAsync()
    {
        await EnforceAsync();
        var made = await MadeAsync();
        await System.IO.File.WriteAllBytesAsync(File, made.File.ToArray(), Cancel);
        return made;
    }

    private Task<ToolResult> VerifyAsync(params string[] more) =>
        PortalVerb.RunAsync(["audit", "verify", "--evidence", File, $"--Database:Path={_database.Path}", .. more]);
}
