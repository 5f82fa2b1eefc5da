using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Commands;

/// <summary><c>audit verify</c>: whether the audit log is what it was.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Known = new("--known")
    {
        Description = "A hash that was noted or logged earlier; it must still be in the log.",
    };

    private static readonly Option<string?> Evidence = new("--evidence")
    {
        Description = "A file of evidence: its checksum must be in the log, and every entry that it names as it names it.",
    };

    public static Command Create()
    {
        var verify = new Command("verify", "Computes the audit log's chain again (exit code 1 when it is broken, and where); changes nothing.") { TreatUnmatchedTokensAsErrors = false };
        verify.Options.Add(Known);
        verify.Options.Add(Evidence);
        verify.SetAction((parsed, cancellationToken) =>
            PortalCommand.WithSettingsAsync(parsed, settings => VerifyAsync(settings, parsed.GetValue(Known), parsed.GetValue(Evidence), cancellationToken)));

        var audit = new Command("audit", "Looks after the audit log.");
        audit.Subcommands.Add(verify);
        return audit;
    }

    private static Task<int> VerifyAsync(string[] settings, string? known, string? evidence, CancellationToken cancellationToken) =>
        DatabaseCommand.RunAsync(settings, async services =>
        {
            // Read first, so that a mistyped name does not wait for the whole log.
            var file = evidence is null ? null : await File.ReadAllBytesAsync(evidence, cancellationToken);

            // Nothing is created or judged that is not this portal's.
            var schema = await services.GetRequiredService<DatabaseInitializer>().CheckAsync(cancellationToken);
            if (!schema.IsCurrent) return await PortalRun.FailAsync(ExitCode.Database, "The schema does not fit this portal; 'db check' says more.");

            AuditEnd? end;
            var checkpoint = new AuditCheckpoint(FolderOf(services));
            try
            {
                // Before the log: entries that come meanwhile are no contradiction.
                end = checkpoint.Read();
            }
            catch (Exception exception) when (exception is InvalidDataException or JsonException)
            {
                Console.WriteLine($"What the disk knows of the log's end cannot be believed: {exception.Message.TrimEnd('.')}.");
                return ExitCode.AuditBroken;
            }

            var result = await new AuditVerifier(services.GetRequiredService<IDbContextFactory<PortalDbContext>>()).VerifyAsync(known, end, cancellationToken);
            if (result.Problem is { } problem)
            {
                Console.WriteLine($"The audit log is broken at {problem}.");
                Console.WriteLine($"{result.Entries} entries before it are whole, up to hash {result.Hash}.");
                if (file is not null) Console.WriteLine("So nothing can be said of the evidence: a broken log confirms nothing.");
                return ExitCode.AuditBroken;
            }

            Console.WriteLine($"The audit log is whole: {result.Entries} entries, up to hash {result.Hash}.");
            if (known is null && File.Exists(checkpoint.DamagedPath))
            {
                Console.WriteLine($"{checkpoint.DamagedPath} was damaged, so whether the end was cut off before is not known: '--known' with a hash of the process's log says it.");
                return ExitCode.AuditBroken;
            }

            if (end is not null) Console.WriteLine($"It has entry {end.Sequence}, the last one in {checkpoint.Path}.");
            return file is null ? ExitCode.Success : await ConfirmAsync(services, evidence!, file, cancellationToken);
        });

    private static async Task<int> ConfirmAsync(IServiceProvider services, string path, byte[] file, CancellationToken cancellationToken)
    {
        var verdict = await new EvidenceCheck(services.GetRequiredService<IDbContextFactory<PortalDbContext>>()).ExamineAsync(file, cancellationToken);
        Console.WriteLine($"{path} has checksum {verdict.Checksum}.");
        if (verdict.Problem is { } problem)
        {
            Console.WriteLine($"The evidence is not confirmed: {problem}.");
            return ExitCode.AuditBroken;
        }

        var document = verdict.Document!;
        Console.WriteLine($"The evidence is confirmed: entry {verdict.Entry} of the log holds this checksum, {document.MadeBy} made it at {document.MadeAt:yyyy-MM-dd HH:mm:ss} UTC.");
        Console.WriteLine(document.Chain.Hash is { } hash
            ? $"The log has all {document.Changes.Count} entries that it names, and the hash {hash} of entry {document.Chain.Entry}."
            : $"The log has all {document.Changes.Count} entries that it names.");
        return ExitCode.Success;
    }

    private static PolicyFolder FolderOf(IServiceProvider services)
    {
        var options = new PolicyOptions();
        services.GetRequiredService<IConfiguration>().GetSection(PolicyOptions.Section).Bind(options);
        return PolicyFolder.Of(Options.Create(options), services.GetRequiredService<IOptions<DatabaseOptions>>(), services.GetRequiredService<IHostEnvironment>());
    }
}
