using System.Collections;
using System.Globalization;

namespace PrivateLink.Portal.Secrets;

/// <summary>How the classes of settings are put together, as the binder reads them.</summary>
internal static class SettingShape
{
    /// <summary>Whether a setting of this type is one value.</summary>
    public static bool IsValue(Type type) => type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(TimeSpan);

    /// <summary>What a list or a table of settings holds; null for anything else.</summary>
    public static Type? ElementOf(Type type)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type)) return null;
        var arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        return arguments.Length == 0 ? typeof(string) : arguments[^1];
    }

    /// <summary>A value as a setting writes it; null for none.</summary>
    public static string? TextOf(object? value) => value switch
    {
        null or "" => null,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
