using PrivateLink.Engine;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.LiveSettings;

/// <summary>
/// Brings changed settings into force, as far as a running process can. All are checked first, and if one is wrong, none is taken. One caller at a
/// time.
/// </summary>
internal sealed partial class SettingsTaking
{
    private const string Listeners = $"{EngineOptions.Section}:Listeners:";
    private const string Limits = $"{EngineOptions.Section}:Limits";

    private readonly SettingsReader _reader;
    private readonly SettingsInForce _inForce;
    private readonly EngineSettings _engine;
    private readonly PortalCertificate _portal;
    private readonly IConfigurationRoot _configuration;
    private readonly ILogger _logger;
    private ServerCertificate? _certificate;

    public SettingsTaking(
        SettingsReader reader, SettingsInForce inForce, EngineSettings engine, PortalCertificate portal, IConfiguration configuration, IHostEnvironment host, ILogger<SettingsTaking> logger)
    {
        (_reader, _inForce, _engine, _portal, _configuration, _logger) = (reader, inForce, engine, portal, (IConfigurationRoot)configuration, logger);
        _certificate = PortalCertificate.Read(configuration, host.ContentRootPath).Certificate;
    }

    /// <summary>Reads all settings again, and takes what can be taken.</summary>
    /// <param name="by">What asked for it, as the log and the audit log name it.</param>
    /// <returns>What was taken.</returns>
    public async Task<IReadOnlyList<SettingChange>> TakeAsync(string by)
    {
        var read = await _reader.ReadAsync();
        if (read is not { Reading: { } reading, Engine: { } engine })
        {
            foreach (var problem in read.Problems) LogRefused(problem);
            _inForce.Refuse(read.Problems);
            return [];
        }

        var changes = Changes(reading, read.Certificate);
        var (taken, waiting) = (changes.Where(static change => change.IsTakenLive).ToList(), changes.Where(static change => !change.IsTakenLive).ToList());
        Apply(taken, engine, read.Certificate);
        foreach (var change in taken) LogTaken(change.Key, change.Before ?? NotSet, change.After ?? NotSet, by);
        foreach (var change in waiting.Except(_inForce.Difference.Waiting)) LogWaits(change.Key, change.Before ?? NotSet, change.After ?? NotSet);
        if (changes.Count == 0) LogSame(by);
        _inForce.Take(taken, waiting, reading);
        return taken;
    }

    private const string NotSet = "not set";

    private List<SettingChange> Changes(SettingsReading reading, ServerCertificate? certificate)
    {
        var live = _inForce.All.Concat(reading.All).Where(static setting => setting.IsTakenLive).Select(static setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var changes = SettingChange.Between(_inForce.Values, reading.Values, live).ToList();

        // Without a file before and after, Kestrel alone knows where the certificate comes from.
        var hasFile = _certificate is not null && certificate is not null;
        changes = [.. changes.Select(change => change with { IsTakenLive = change.IsTakenLive && MayBeTaken(change, changes, hasFile) })];
        if (hasFile && certificate!.Text != _certificate!.Text) changes.Add(new(PortalCertificate.Section, _certificate.Text, certificate.Text, IsTakenLive: true));
        return changes;
    }

    /// <summary>
    /// A listener with further changes takes them together, with a new process: its trusted sources alone may be wrong without the rest. That also
    /// holds for a listener that is new or gone.
    /// </summary>
    private static bool MayBeTaken(SettingChange change, List<SettingChange> changes, bool hasFile)
    {
        if (SettingValues.IsIn(PortalCertificate.Section, change.Key)) return hasFile;
        if (ListenerOf(change.Key) is not { } listener) return true;
        return changes.TrueForAll(other => other.Key == change.Key || !SettingValues.IsIn(Listeners + listener, other.Key));
    }

    private static string? ListenerOf(string key) =>
        key.StartsWith(Listeners, StringComparison.OrdinalIgnoreCase) ? key[Listeners.Length..].Split(':')[0] : null;

    private void Apply(List<SettingChange> taken, EngineOptions engine, ServerCertificate? certificate)
    {
        if (taken.Any(static change => SettingValues.IsIn(Limits, change.Key))) _engine.Limit(engine.Limits);
        foreach (var listener in taken.Select(static change => ListenerOf(change.Key)).OfType<string>().Distinct())
            _engine.Trust(listener, engine.Listeners[listener].TrustedSources);
        if (certificate is not null && taken.Any(static change => SettingValues.IsIn(PortalCertificate.Section, change.Key)))
        {
            _certificate = certificate;
            _portal.Take(certificate);
        }

        // The framework follows its own settings, such as log levels, in the configuration of this process.
        if (taken.Count > 0) _configuration.Reload();
    }

    [LoggerMessage(2080, LogLevel.Error, "Changed settings were not taken, and this process goes on with the old ones: {Problem}")]
    private partial void LogRefused(string problem);

    [LoggerMessage(2081, LogLevel.Information, "{Setting} changed from {Before} to {After} without a restart ({By})")]
    private partial void LogTaken(string setting, string before, string after, string by);

    [LoggerMessage(2082, LogLevel.Warning, "{Setting} changed from {Before} to {After}, which needs a new process: run 'PrivateLink.Portal upgrade'")]
    private partial void LogWaits(string setting, string before, string after);

    [LoggerMessage(2083, LogLevel.Information, "The settings were read again, and all of them are in force ({By})")]
    private partial void LogSame(string by);
}
