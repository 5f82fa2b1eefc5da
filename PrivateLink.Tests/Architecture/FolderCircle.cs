using System.Globalization;
using System.Reflection;
using System.Text;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// Folders that depend on each other in a circle. A folder includes everything below it and is compared with the folders of the same parent. The
/// files in the assembly's root count as a folder too.
/// </summary>
/// <param name="Folders">Their paths in the project.</param>
/// <param name="Arrows">The uses between them, by folder.</param>
internal sealed record FolderCircle(IReadOnlyList<string> Folders, ILookup<(string From, string To), TypeArrow> Arrows)
{
    /// <summary>How many uses between two folders are shown. If there are more, the opposite direction is easier to cut.</summary>
    private const int Shown = 12;

    /// <summary>All circles of an assembly, at every depth.</summary>
    public static IReadOnlyList<FolderCircle> Of(Assembly assembly)
    {
        var root = assembly.GetName().Name!;
        var arrows = TypeReferences.Of(assembly).Where(arrow => IsIn(arrow.FromNamespace, root) && IsIn(arrow.ToNamespace, root)).ToList();
        var parents = arrows.SelectMany(arrow => ParentsOf(arrow.FromNamespace, root)).Distinct().Order(StringComparer.Ordinal);
        return [.. parents.SelectMany(parent => Among(parent, root, arrows))];
    }

    /// <summary>The circle with its uses, the weakest dependency first, because that one is the easiest to cut.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Folders.Count} folders form a circle: {string.Join(", ", Folders)}").AppendLine();
        foreach (var arrow in Arrows.OrderBy(arrow => arrow.Count()).ThenBy(arrow => arrow.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {arrow.Key.From} → {arrow.Key.To} ({arrow.Count()})");
            foreach (var use in arrow.OrderBy(use => use.From, StringComparer.Ordinal).Take(Shown)) text.AppendLine(CultureInfo.InvariantCulture, $"    {use}");
            if (arrow.Count() > Shown) text.AppendLine("    …");
        }

        return text.ToString();
    }

    private static IEnumerable<FolderCircle> Among(string parent, string root, IEnumerable<TypeArrow> arrows)
    {
        var uses = arrows
            .Select(arrow => (From: FolderOf(arrow.FromNamespace, parent, root), To: FolderOf(arrow.ToNamespace, parent, root), Arrow: arrow))
            .Where(use => use.From is not null && use.To is not null && use.From != use.To)
            .ToLookup(use => (From: use.From!, To: use.To!), use => use.Arrow);

        var reached = uses.Select(use => use.Key.From).Distinct().ToDictionary(folder => folder, folder => ReachedFrom(folder, uses));
        var left = reached.Keys.Order(StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var circle = left.Where(folder => folder == left[0] || (reached[left[0]].Contains(folder) && reached[folder].Contains(left[0]))).ToList();
            left.RemoveAll(circle.Contains);
            if (circle.Count < 2) continue;

            var inside = uses.Where(use => circle.Contains(use.Key.From) && circle.Contains(use.Key.To));
            yield return new(circle, inside.SelectMany(use => use, (use, arrow) => (use.Key, Arrow: arrow)).ToLookup(use => use.Key, use => use.Arrow));
        }
    }

    private static HashSet<string> ReachedFrom(string folder, ILookup<(string From, string To), TypeArrow> uses)
    {
        HashSet<string> reached = [];
        var next = new Queue<string>([folder]);
        while (next.TryDequeue(out var from))
            foreach (var use in uses)
                if (use.Key.From == from && reached.Add(use.Key.To)) next.Enqueue(use.Key.To);
        return reached;
    }

    /// <summary>The folder directly below the parent. Files in the root are in the folder <c>.</c>; files directly in any other parent are in none.</summary>
    private static string? FolderOf(string name, string parent, string root)
    {
        if (name == root && parent == root) return ".";
        if (name == parent || !IsIn(name, parent)) return null;
        var end = name.IndexOf('.', parent.Length + 1);
        return (end < 0 ? name : name[..end])[(root.Length + 1)..].Replace('.', '/');
    }

    private static IEnumerable<string> ParentsOf(string name, string root)
    {
        for (var parent = name; parent.Length > root.Length; parent = parent[..parent.LastIndexOf('.')]) yield return parent;
        yield return root;
    }

    private static bool IsIn(string name, string place) => name == place || name.StartsWith(place + ".", StringComparison.Ordinal);
}
