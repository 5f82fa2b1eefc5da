using PrivateLink.Portal.Access;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Operations;

/// <summary>Reports the settings of this process to operations, as <c>config check</c> does, and what differs from them in the files.</summary>
public sealed class SettingsReports(SettingsInForce inForce)
{
    /// <summary>All settings in force by group, with secrets masked.</summary>
    [Requires(Permission.ViewSettings)]
    public IReadOnlyList<EffectiveSetting> Read(Caller caller)
    {
        caller.Demand(Permission.ViewSettings);
        return inForce.All;
    }

    /// <summary>What was changed in the files and is not in force.</summary>
    [Requires(Permission.ViewSettings)]
    public SettingsDifference Difference(Caller caller)
    {
        caller.Demand(Permission.ViewSettings);
        return inForce.Difference;
    }
}
