using System.ComponentModel;
using System.Reflection;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Compares a configuration section with the type that it is bound to. The binder ignores unknown keys, so a typing error could disable a setting
/// that protects something. It also stops at the first value that it cannot read.
/// </summary>
internal static class SettingForms
{
    public static IEnumerable<string> Problems(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (SettingShape.IsValue(type)) return ValueProblems(section, type);
        if (SettingShape.ElementOf(type) is { } element) return section.GetChildren().SelectMany(child => Problems(child, element));
        return ObjectProblems(section, type);
    }

    private static IEnumerable<string> ObjectProblems(IConfigurationSection section, Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
            if (properties.TryGetValue(child.Key, out var property))
                foreach (var problem in Problems(child, property.PropertyType)) yield return problem;
            else
                yield return $"{child.Path}: unknown setting. The settings of {section.Path} are {string.Join(", ", properties.Keys.Order())}.";
    }

    private static IEnumerable<string> ValueProblems(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
            yield return $"{section.Path}: expects one value, {FormOf(type)}.";
        else if (!string.IsNullOrEmpty(section.Value) && !CanRead(section.Value, type))
            yield return $"{section.Path}: '{section.Value}' is not {FormOf(type)}.";
    }

    private static bool CanRead(string value, Type type)
    {
        if (type.IsEnum) return Enum.TryParse(type, value, ignoreCase: true, out var parsed) && Enum.IsDefined(type, parsed);
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string FormOf(Type type)
    {
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type))}";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(TimeSpan)) return "a duration, for example 00:00:10 for ten seconds";
        return type == typeof(string) ? "a text" : "a number";
    }
}
