using PrivateLink.Portal.Access;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Operations;

/// <summary>Reports the settings of this process to operations, as <c>config check</c> does. Settings are read once at start, and so is this report.</summary>
public sealed class SettingsReports(IConfiguration configuration, SettingsSections sections)
{
    private readonly Lazy<IReadOnlyList<EffectiveSetting>> _settings = new(() => [.. EffectiveSettings.Of(configuration, sections)]);

    /// <summary>All settings in force by group, with secrets masked.</summary>
    [Requires(Permission.ViewSettings)]
    public IReadOnlyList<EffectiveSetting> Read(Caller caller)
    {
        caller.Demand(Permission.ViewSettings);
        return _settings.Value;
    }
}
