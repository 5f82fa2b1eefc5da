using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Commands.Tail;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Operations.Tail;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.SupportBundles;

namespace PrivateLink.Portal.Commands.Support;

/// <summary>
/// Collects the parts of a bundle on this machine: its own from settings, database and folders, and those of the running portal over its socket. Each
/// part can be missing, with a reason.
/// </summary>
internal sealed class MachineBundle : IAsyncDisposable
{
    private const string Journal = "A service of systemd has its log in 'journalctl -u privatelink'.";

    private readonly Func<string[], WebApplication> _build;
    private readonly string[] _settings;
    private readonly TimeProvider _time;
    private readonly WebApplication _app;
    private readonly PolicyFolder _policies;
    private readonly PartReader _reader;

    public MachineBundle(Func<string[], WebApplication> build, string[] settings, TimeProvider time)
    {
        (_build, _settings, _time) = (build, settings, time);
        var builder = WebApplication.CreateBuilder(ProgramFolder.Options(settings));
        builder.AddSettingsBesideTheProgram();
        builder.AddSecrets();
        builder.AddPortalData();
        builder.AddPolicyFolder();
        builder.Services.AddOptions<RecordsOptions>().BindConfiguration(RecordsOptions.Section);
        builder.AddDatabaseFacts();
        builder.Logging.ClearProviders(); // the bundle itself may go to standard output
        _app = builder.Build();
        // Not validated: a bundle is most useful while the settings are wrong.
        var (policy, database) = (Bound<PolicyOptions>(PolicyOptions.Section), Bound<DatabaseOptions>(DatabaseOptions.Section));
        _policies = PolicyFolder.Of(policy, database, _app.Environment);
        _reader = new PartReader(Redaction.Of(_app.Configuration), time);
        DataFolder = Path.GetDirectoryName(DatabaseConnection.SqliteFile(database.Value, _app.Environment.ContentRootPath) ?? _policies.Path)!;
        var records = JournalFolder.Of(Bound<RecordsOptions>(RecordsOptions.Section), database, _app.Environment);
        Folders = [.. ((string?[])[DataFolder, _policies.Path, records.Path]).OfType<string>()];
    }

    /// <summary>The folder of the database, or that of the policy's folder.</summary>
    public string DataFolder { get; }

    private IReadOnlyList<string> Folders { get; }

    public async Task<IReadOnlyList<BundlePart>> ReadAsync(CancellationToken cancellationToken)
    {
        var running = RunningAsync(cancellationToken);
        return
        [
            await _reader.ReadAsync(BundleContents.Versions, VersionFacts.Read, cancellationToken),
            await _reader.ReadAsync(BundleContents.Settings, SettingsAsync, cancellationToken),
            await _reader.ReadAsync(BundleContents.Database, token => Database.ReadAsync(token), cancellationToken),
            await _reader.ReadAsync(BundleContents.Moments, token => Database.MomentsAsync(token), cancellationToken),
            await _reader.ReadAsync(BundleContents.Files, () => FolderListing.Of(Folders), cancellationToken),
            .. await running,
        ];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private DatabaseFacts Database => _app.Services.GetRequiredService<DatabaseFacts>();

    private IOptions<T> Bound<T>(string section) where T : class, new()
    {
        var options = new T();
        _app.Configuration.GetSection(section).Bind(options);
        return Options.Create(options);
    }

    private async Task<string> SettingsAsync(CancellationToken cancellationToken)
    {
        await using var whole = _build(_settings);
        var lines = EffectiveSettings.Of(whole.Configuration, SettingsCheck.Sections).Select(static setting => setting.Line);
        var problems = SettingsCheck.Problems(whole.Services);
        return string.Join('\n', [.. lines, "", .. problems.Count == 0 ? ["The settings are valid."] : problems.Select(static problem => $"PROBLEM: {problem}")]) + "\n";
    }

    private async Task<IReadOnlyList<BundlePart>> RunningAsync(CancellationToken cancellationToken)
    {
        var path = TailSocket.PathIn(_policies);
        try
        {
            await foreach (var line in TailConnection.AskAsync(path, new("", 0, TailRequest.Support), _time, cancellationToken))
                return line is { Kind: TailKind.Support, Json: { } json } && RunningParts.Of(json) is { } parts
                    ? parts
                    : await WithoutAsync("the running portal has another version, or refused", cancellationToken);
            return await WithoutAsync("the portal ended before it answered", cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return await WithoutAsync($"no portal answers at {path} ({exception.Message.TrimEnd('.')})", cancellationToken);
        }
    }

    /// <summary>Without the portal, the policy on disk is still there.</summary>
    private async Task<IReadOnlyList<BundlePart>> WithoutAsync(string why, CancellationToken cancellationToken)
    {
        List<BundlePart> parts =
        [
            .. BundleContents.OfTheRunningPortal.Except([BundleContents.Policy])
                .Select(name => new BundlePart(name, Text: null, name == BundleContents.Log ? $"{why}. {Journal}" : why)),
        ];
        parts.Add(await _reader.ReadAsync(BundleContents.Policy, () => OnDisk(why), cancellationToken));
        return parts;
    }

    private string OnDisk(string why)
    {
        using var archive = new PolicyArchive(_policies.Path);
        var found = archive.Glance();
        var damage = string.Concat(found.Damage.Select(static part => $"{part}\n"));
        return $"From the disk, because {why}.\n{damage}\n{(found.Snapshot is { } policy ? PolicySummary.Of(policy) : "There is no policy on disk.\n")}";
    }
}
