namespace PrivateLink.Portal.Components.Layout;

/// <summary>What the person chose; <see cref="System"/> follows the device.</summary>
public enum ThemeChoice
{
    System,
    Light,
    Dark,
}
