namespace PrivateLink.Portal.Secrets;

/// <summary>
/// The settings with which this process works, and how those differ that it would read now. They are read at start; some change later
/// (<see cref="EffectiveSetting.IsTakenLive"/>). Thread-safe.
/// </summary>
public sealed class SettingsInForce
{
    private volatile State _state;

    /// <param name="configuration">The configuration as it was read at start.</param>
    /// <param name="sections">The groups of settings.</param>
    public SettingsInForce(IConfiguration configuration, SettingsSections sections) =>
        _state = new([.. EffectiveSettings.Of(configuration, sections)], SettingValues.Of(configuration, sections), new([], []));

    /// <summary>All settings in force, with secrets masked.</summary>
    public IReadOnlyList<EffectiveSetting> All => _state.All;

    /// <summary>What differs from them in the files.</summary>
    public SettingsDifference Difference => _state.Difference;

    /// <summary>The values in force, secrets included.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Values => _state.Values;

    /// <summary>The files have problems, so nothing in them comes into force.</summary>
    internal void Refuse(IReadOnlyList<string> problems) => _state = _state with { Difference = _state.Difference with { Problems = problems } };

    /// <summary>These changes are in force from now on, and the others wait for a new process.</summary>
    internal void Take(IReadOnlyList<SettingChange> taken, IReadOnlyList<SettingChange> waiting, SettingsReading reading)
    {
        var keys = taken.Select(static change => change.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var values = new Dictionary<string, IReadOnlyList<string>>(_state.Values, StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
            if (reading.Values.TryGetValue(key, out var value)) values[key] = value;
            else values.Remove(key);
        _state = new(Merge(_state.All, reading.All, keys), values, new([], waiting));
    }

    /// <summary>The settings of these keys as they are now, in the place where they were.</summary>
    private static List<EffectiveSetting> Merge(IReadOnlyList<EffectiveSetting> before, IReadOnlyList<EffectiveSetting> after, HashSet<string> keys)
    {
        var now = after.Where(setting => keys.Contains(setting.Name)).ToLookup(static setting => setting.Name, StringComparer.OrdinalIgnoreCase);
        var known = before.Select(static setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. before.GroupBy(static setting => setting.Name, StringComparer.OrdinalIgnoreCase).SelectMany(old => keys.Contains(old.Key) ? now[old.Key] : old),
            .. now.Where(each => !known.Contains(each.Key)).SelectMany(static each => each),
        ];
    }

    private sealed record State(IReadOnlyList<EffectiveSetting> All, IReadOnlyDictionary<string, IReadOnlyList<string>> Values, SettingsDifference Difference);
}

/// <summary>How the settings in the files differ from those in force.</summary>
/// <param name="Problems">Why nothing of the files is taken, one sentence each; empty if they are valid.</param>
/// <param name="Waiting">What comes into force with a new process.</param>
public sealed record SettingsDifference(IReadOnlyList<string> Problems, IReadOnlyList<SettingChange> Waiting);

/// <summary>The settings as a process that starts now would read them.</summary>
/// <param name="All">All settings, with secrets masked.</param>
/// <param name="Values">The values that are set, secrets included.</param>
internal sealed record SettingsReading(IReadOnlyList<EffectiveSetting> All, IReadOnlyDictionary<string, IReadOnlyList<string>> Values);
