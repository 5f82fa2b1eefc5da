namespace PrivateLink.Engine.Settings;

/// <summary>What a setting's type and first value do not say of it. Lists of settings and their documents are made from it.</summary>
/// <param name="unit">What it is counted in; empty where there is nothing to count. Durations need none.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string unit = "") : Attribute
{
    /// <summary>What it is counted in.</summary>
    public string Unit => unit;

    /// <summary>What holds while it is not set, where that is no plain value: it is derived, or there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a change comes into force without a new process.</summary>
    public bool IsTakenLive { get; init; }
}
