namespace PrivateLink.Portal.Secrets;

/// <summary>One setting that is in force, without secrets.</summary>
/// <param name="Key">Its key, for example <c>Engine:Timeouts:Idle</c>.</param>
/// <param name="Value">Its value; masked if it is a secret.</param>
/// <param name="Default">Its default value; empty if only the framework knows it.</param>
/// <param name="Unit">Its unit; empty if it has none.</param>
/// <param name="Source">Where it was set: a file's name, the environment, the command line or a key file; <c>default</c> if it was not set.</param>
/// <param name="IsChanged">Whether it was set to a value other than its default.</param>
public sealed record EffectiveSetting(string Key, string Value, string Default, string Unit, string Source, bool IsChanged)
{
    /// <summary>The source of settings that were not set.</summary>
    public const string NotSet = "default";

    /// <summary>Whether a change comes into force without a new process.</summary>
    public bool IsTakenLive { get; init; }

    /// <summary>The setting's key. A list has one for all its values.</summary>
    public string Name => SettingValues.NameOf(Key);

    /// <summary>The setting's group: its key without the last part.</summary>
    public string Group => Key.LastIndexOf(':') is > 0 and var end ? Key[..end] : Key;

    /// <summary>The whole setting in one line, for a terminal or a ticket.</summary>
    public string Line
    {
        get
        {
            var unit = Unit.Length > 0 ? $", in {Unit}" : "";
            return Source == NotSet || Default.Length == 0
                ? $"{Key} = {Value}  ({Source}){unit}"
                : $"{Key} = {Value}  ({Source}), default {Default}{unit}";
        }
    }
}
