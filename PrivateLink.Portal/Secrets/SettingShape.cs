using System.Collections;
using System.Globalization;

namespace PrivateLink.Portal.Secrets;

/// <summary>The structure of the settings classes, as the binder reads them.</summary>
internal static class SettingShape
{
    /// <summary>Whether a setting of this type is a single value.</summary>
    public static bool IsValue(Type type) => type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(TimeSpan);

    /// <summary>The element type of a list or a table of settings; null for other types.</summary>
    public static Type? ElementOf(Type type)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type)) return null;
        var arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        return arguments.Length == 0 ? typeof(string) : arguments[^1];
    }

    /// <summary>A value as written in a setting; null for none.</summary>
    public static string? TextOf(object? value) => value switch
    {
        null or "" => null,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
