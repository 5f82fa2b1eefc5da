using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Secrets;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Secrets;

/// <summary>docs/operations.md has a row for every setting, with its default, and for nothing that is none.</summary>
public partial class SettingsDocumentTests
{
    private static readonly Dictionary<string, string> Rows = ReadRows();

    public static TheoryData<string> Keys => [.. Settings().Select(setting => setting.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Table_OfEverySetting_HasItsDefault(string key)
    {
        var (_, words) = Settings().Single(setting => setting.Key == key);

        Assert.True(Rows.TryGetValue(key, out var cell), $"docs/operations.md has no row for {key}.");
        Assert.True(words.Any(word => cell.Contains(word, StringComparison.Ordinal)), $"docs/operations.md says \"{cell}\" of {key}, whose default is {string.Join(" or ", words)}.");
    }

    [Fact]
    public void Table_OfASettingThatIsNone_IsNotThere() => Assert.Subset(Settings().Select(setting => setting.Key).ToHashSet(), Rows.Keys.ToHashSet());

    /// <summary>The table of what a running process takes has those settings, and names every group.</summary>
    [Fact]
    public void TableOfChanges_HasTheSettingsThatAreTakenLive()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).SkipWhile(static line => line != "| Settings | A change takes effect |")
            .Skip(2).TakeWhile(static line => line.StartsWith('|')).Select(static line => line.Split('|')).ToList();
        var named = rows.SelectMany(static row => Code().Matches(row[1]).Select(static match => match.Groups[1].Value)).ToHashSet();

        var atOnce = rows.Where(static row => row[2].StartsWith(" at once", StringComparison.Ordinal));
        Assert.Equal(Live().Order(), atOnce.SelectMany(static row => Code().Matches(row[1])).Select(static match => match.Groups[1].Value).Order());
        Assert.All(SettingsCheck.Sections.All, section => Assert.Contains(named, name => name == section.Name || name.StartsWith($"{section.Name}:", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Live() => SettingsCheck.Sections.All.SelectMany(static section =>
        section.Options is { } options ? LiveOf(section.Name, options) : section.Live is { } live ? [live] : []);

    private static IEnumerable<string> LiveOf(string path, Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var key = $"{path}:{property.Name}";
            if (property.GetCustomAttribute<SettingAttribute>()?.IsTakenLive == true) yield return key;
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var element = SettingShape.IsValue(kind) ? null : SettingShape.ElementOf(kind) ?? kind;
            if (element is null || SettingShape.IsValue(element)) continue;
            foreach (var inner in LiveOf(element == kind ? key : $"{key}:<name>", element)) yield return inner;
        }
    }

    /// <summary>Every setting, with the forms in which a document may write its default.</summary>
    private static IEnumerable<(string Key, string[] Words)> Settings() =>
        SettingsCheck.Sections.All.Where(section => section.Options is not null).SelectMany(section => Of(section.Name, section.Options!));

    private static IEnumerable<(string Key, string[] Words)> Of(string path, Type type)
    {
        var initial = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var key = $"{path}:{property.Name}";
            if (SettingShape.IsValue(kind)) yield return (key, WordsOf(property, property.GetValue(initial)));
            else if (SettingShape.ElementOf(kind) is not { } element) foreach (var inner in Of(key, kind)) yield return inner;
            else if (SettingShape.IsValue(element)) yield return (key, WordsOf(property, null));
            else foreach (var inner in Of($"{key}:{(kind.IsAssignableTo(typeof(System.Collections.IList)) || kind.Name.StartsWith("IList", StringComparison.Ordinal) ? "<n>" : "<name>")}", element)) yield return inner;
        }
    }

    private static string[] WordsOf(PropertyInfo property, object? initial)
    {
        var about = property.GetCustomAttribute<SettingAttribute>();
        if (about?.Default is { } said) return [said];
        return initial switch
        {
            null or "" => ["none", "required"],
            TimeSpan span => [WordsOf(span)],
            bool flag => [flag ? "true" : "false"],
            int or long when about?.Unit.StartsWith("bytes", StringComparison.Ordinal) == true => [BytesOf(Convert.ToInt64(initial, CultureInfo.InvariantCulture))],
            int or long => [Convert.ToInt64(initial, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture), SettingShape.TextOf(initial)!],
            _ => [SettingShape.TextOf(initial)!],
        };
    }

    private static string WordsOf(TimeSpan span) => span switch
    {
        { TotalDays: >= 1, Hours: 0 } => $"{span.Days} d",
        { TotalHours: >= 1, Minutes: 0 } => $"{span.TotalHours:0} h",
        { TotalMinutes: > 2 } => $"{span.TotalMinutes:0} min",
        _ => $"{span.TotalSeconds:0} s",
    };

    private static string BytesOf(long bytes) => bytes % (1024 * 1024) == 0 ? $"{bytes / 1024 / 1024} MiB" : $"{bytes / 1024} KiB";

    /// <summary>A key in a row is whole, or stands in the group of the one before it in the row, or in that of the heading.</summary>
    private static Dictionary<string, string> ReadRows()
    {
        var sections = SettingsCheck.Sections.All.Where(section => section.Options is not null).Select(section => section.Name).ToHashSet();
        var rows = new Dictionary<string, string>();
        var heading = "";
        var isTable = false;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")))
        {
            if (line.StartsWith('#')) heading = Code().Matches(line).Select(match => match.Groups[1].Value).FirstOrDefault() ?? "";
            if (!line.StartsWith('|')) isTable = false;
            else if (line.StartsWith("| Key | Default |", StringComparison.Ordinal)) isTable = true;
            else if (isTable && line.Split('|') is [_, var keys, var cell, ..] && !line.StartsWith("|---", StringComparison.Ordinal))
            {
                var group = heading;
                foreach (var name in Code().Matches(keys).Select(match => match.Groups[1].Value))
                {
                    var key = sections.Any(section => name.StartsWith($"{section}:", StringComparison.Ordinal)) ? name : $"{group}:{name}";
                    key = key.EndsWith(":<n>", StringComparison.Ordinal) ? key[..^4] : key;
                    group = key[..key.LastIndexOf(':')];
                    rows[key] = cell.Replace("`", "", StringComparison.Ordinal);
                }
            }
        }

        return rows;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
