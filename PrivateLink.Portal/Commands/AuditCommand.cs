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

/// <summary><c>audit verify</c>: checks whether the audit log is unchanged.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Known = new("--known")
    {
        Description = "A hash recorded earlier. It must still be in the log.",
    };

    private static readonly Option<string?> Evidence = new("--evidence")
    {
        Description = "An evidence file. Its checksum must be in the log, and every entry it names must match.",
    };

    public static Command Create()
    {
        var verify = new Command("verify", "Recomputes the audit log's hash chain and reports where it is broken (exit code 1). Changes nothing.") { TreatUnmatchedTokensAsErrors = false };
        verify.Options.Add(Known);
        verify.Options.Add(Evidence);
        verify.SetAction((parsed, cancellationToken) =>
            PortalCommand.WithSettingsAsync(parsed, settings => VerifyAsync(settings, parsed.GetValue(Known), parsed.GetValue(Evidence), cancellationToken)));

        var audit = new Command("audit", "Checks the audit log.");
        audit.Subcommands.Add(verify);
        return audit;
    }

    private static Task<int> VerifyAsync(string[] settings, string? known, string? evidence, CancellationToken cancellationToken) =>
        DatabaseCommand.RunAsync(settings, async services =>
        {
            // Read first, so that a mistyped file name is reported before the whole log is read.
            var file = evidence is null ? null : await File.ReadAllBytesAsync(evidence, cancellationToken);

            // Do not create or check a database that is not this portal's.
            var schema = await services.GetRequiredService<DatabaseInitializer>().CheckAsync(cancellationToken);
            if (!schema.IsCurrent) return await PortalRun.FailAsync(ExitCode.Database, "The database schema does not match this portal. Run 'db check' for details.");

            AuditEnd? end;
            var checkpoint = new AuditCheckpoint(FolderOf(services));
            try
            {
                // Read before the log, so that entries added in the meantime do not contradict it.
                end = checkpoint.Read();
            }
            catch (Exception exception) when (exception is InvalidDataException or JsonException)
            {
                Console.WriteLine($"The recorded end of the log cannot be trusted: {exception.Message.TrimEnd('.')}.");
                return ExitCode.AuditBroken;
            }

            var result = await new AuditVerifier(services.GetRequiredService<IDbContextFactory<PortalDbContext>>()).VerifyAsync(known, end, cancellationToken);
            if (result.Problem is { } problem)
            {
                Console.WriteLine($"The audit log is broken at {problem}.");
                Console.WriteLine($"{result.Entries} entries before it are intact, up to hash {result.Hash}.");
                if (file is not null) Console.WriteLine("The evidence cannot be confirmed, because the log is broken.");
                return ExitCode.AuditBroken;
            }

            Console.WriteLine($"The audit log is intact: {result.Entries} entries, up to hash {result.Hash}.");
            if (known is null && File.Exists(checkpoint.DamagedPath))
            {
                Console.WriteLine($"{checkpoint.DamagedPath} was damaged, so it is unknown whether the end was truncated earlier. Check with '--known' and a hash from the process's log.");
                return ExitCode.AuditBroken;
            }

            if (end is not null) Console.WriteLine($"It contains entry {end.Sequence}, the last one recorded in {checkpoint.Path}.");
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
        Console.WriteLine($"The evidence is confirmed: entry {verdict.Entry} of the log holds this checksum, {document.MadeBy} created it at {document.MadeAt:yyyy-MM-dd HH:mm:ss} UTC.");
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
