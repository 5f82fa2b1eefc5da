namespace PrivateLink.Portal.Secrets;

/// <summary>One setting as it is in force. No secret is in it.</summary>
/// <param name="Key">Its key, for example <c>Engine:Timeouts:Idle</c>.</param>
/// <param name="Value">What it is, masked where it is a secret.</param>
/// <param name="Default">What it would be if nobody had set it; empty where only the framework knows.</param>
/// <param name="Unit">What it is counted in; empty where there is nothing to count.</param>
/// <param name="Source">Who set it: a file's name, the environment, the command line, a key file; <c>default</c> when nobody did.</param>
/// <param name="IsChanged">Whether somebody set it to something else than its default.</param>
public sealed record EffectiveSetting(string Key, string Value, string Default, string Unit, string Source, bool IsChanged)
{
    /// <summary>The source of what nobody has set.</summary>
    public const string NotSet = "default";

    /// <summary>The group that it stands in: its key without its own name.</summary>
    public string Group => Key.LastIndexOf(':') is > 0 and var end ? Key[..end] : Key;

    /// <summary>All of it in one line, for a terminal and for a ticket.</summary>
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
