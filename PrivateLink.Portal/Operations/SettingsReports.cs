using PrivateLink.Portal.Access;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Operations;

/// <summary>Tells operations with which settings this process runs, as <c>config check</c> does. They are read once at start, and so they are here.</summary>
public sealed class SettingsReports(IConfiguration configuration, SettingsSections sections)
{
    private readonly Lazy<IReadOnlyList<EffectiveSetting>> _settings = new(() => [.. EffectiveSettings.Of(configuration, sections)]);

    /// <summary>Every setting in force, secrets masked, group by group.</summary>
    [Requires(Permission.ViewSettings)]
    public IReadOnlyList<EffectiveSetting> Read(Caller caller)
    {
        caller.Demand(Permission.ViewSettings);
        return _settings.Value;
    }
}
