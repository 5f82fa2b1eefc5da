using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivateLink.Tests.Architecture;

/// <summary>The layers of folders as a document draws them in Mermaid, and as an SVG for viewers without Mermaid.</summary>
/// <param name="Layers">The layers from the top down, each with its folders.</param>
/// <param name="Arrows">The dependencies between folders of the same layer.</param>
internal sealed partial record FolderPicture(IReadOnlyList<FolderPicture.Layer> Layers, IReadOnlyList<(string From, string To)> Arrows)
{
    private const int Columns = 5;
    private const int BoxWidth = 168;
    private const int BoxHeight = 46;
    private const int Gap = 12;
    private const int Head = 30;
    private const int Width = (Columns * (BoxWidth + Gap)) + Gap;

    /// <summary>A row of the picture.</summary>
    internal sealed record Layer(string Name, string Title, IReadOnlyList<string> Folders);

    /// <summary>Reads the first Mermaid picture after a heading.</summary>
    public static FolderPicture Read(string markdown, string heading)
    {
        var behind = markdown[markdown.IndexOf($"\n{heading}\n", StringComparison.Ordinal)..];
        var lines = Mermaid().Match(behind).Groups[1].Value
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        List<Layer> layers = [];
        List<(string From, string To)> arrows = [];
        List<string>? folders = null;
        foreach (var line in lines)
        {
            if (Subgraph().Match(line) is { Success: true, Groups: var row }) layers.Add(new(row[1].Value, row[2].Value, folders = []));
            else if (line == "end") folders = null;
            else if (line.Split(" --> ") is { Length: > 1 } chain) arrows.AddRange(chain.Zip(chain.Skip(1)));
            else folders?.Add(line);
        }

        return new(layers, [.. arrows.Where(arrow => layers.TrueForAll(layer => layer.Name != arrow.From))]);
    }

    /// <summary>The folders of the same layer that a folder depends on, directly or indirectly.</summary>
    public IReadOnlySet<string> ReachedFrom(string folder)
    {
        HashSet<string> reached = [];
        var next = new Queue<string>([folder]);
        while (next.TryDequeue(out var from))
            foreach (var arrow in Arrows)
                if (arrow.From == from && reached.Add(arrow.To)) next.Enqueue(arrow.To);
        return reached;
    }

    public string ToSvg()
    {
        var rows = new StringBuilder();
        var y = Gap;
        foreach (var layer in Layers)
        {
            var height = Head + ((layer.Folders.Count + Columns - 1) / Columns * (BoxHeight + Gap));
            if (y > Gap) Add(rows, $"  <path class=\"arrow\" d=\"M{Width / 2} {y - Gap - 10}v{Gap + 4}m-6 -6l6 6l6 -6\"/>");
            Add(rows, $"  <rect class=\"layer\" x=\"1\" y=\"{y}\" width=\"{Width - 2}\" height=\"{height}\" rx=\"8\"/>");
            Add(rows, $"  <text class=\"title\" x=\"{Gap}\" y=\"{y + 20}\">{layer.Title}</text>");
            foreach (var (index, folder) in layer.Folders.Index())
            {
                var (left, top) = (Gap + (index % Columns * (BoxWidth + Gap)), y + Head + (index / Columns * (BoxHeight + Gap)));
                var known = string.Join(", ", Arrows.Where(arrow => arrow.From == folder).Select(arrow => arrow.To));
                Add(rows, $"  <rect class=\"folder\" x=\"{left}\" y=\"{top}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"5\"/>");
                Add(rows, $"  <text class=\"name\" x=\"{left + 10}\" y=\"{top + (known.Length == 0 ? 28 : 20)}\">{folder}</text>");
                if (known.Length > 0) Add(rows, $"  <text class=\"known\" x=\"{left + 10}\" y=\"{top + 36}\">→ {known}</text>");
            }

            y += height + Gap + 10;
        }

        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {y - 10}\" role=\"img\"");
        Add(svg, $"     font-family=\"system-ui, sans-serif\">");
        Add(svg, $"  <title>Folders of the portal, each layer above those that it knows</title>");
        svg.Append("""
              <style>
                .page { fill: #fff } .layer { fill: #f3f5f9; stroke: #c3cad6 } .folder { fill: #fff; stroke: #7d8aa0 }
                .title { font-size: 13px; fill: #4a5568 } .known { font-size: 10px; fill: #4a5568 }
                .name { font-size: 14px; font-weight: 600; fill: #1a202c }
                .arrow { fill: none; stroke: #7d8aa0; stroke-width: 2 }
                @media (prefers-color-scheme: dark) {
                  .page { fill: #14181f } .layer { fill: #1d232d; stroke: #3a4454 } .folder { fill: #262e3a; stroke: #66748a }
                  .title, .known { fill: #a9b4c4 } .name { fill: #e6eaf0 }
                }
              </style>

            """);
        Add(svg, $"  <rect class=\"page\" width=\"{Width}\" height=\"{y - 10}\"/>");
        return svg.Append(rows).Append("</svg>\n").ToString();
    }

    private static void Add(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    [GeneratedRegex("```mermaid\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Mermaid();

    [GeneratedRegex("""^subgraph (\w+) \["(.+)"\]$""")]
    private static partial Regex Subgraph();
}
