using PrivateLink.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace PrivateLink.Tests.Packaging;

/// <summary>The Kubernetes manifests of a folder, each document as a tree.</summary>
internal sealed class Manifests
{
    private readonly List<YamlMappingNode> _documents;

    private Manifests(string folder)
    {
        Folder = folder;
        _documents = [.. Directory.GetFiles(folder, "*.yaml").Where(static file => Path.GetFileName(file) != "kustomization.yaml").SelectMany(Read)];
    }

    public static Manifests Base { get; } = new(Path.Combine(Repository.Root, "deploy", "kubernetes", "base"));

    public static Manifests Aws { get; } = new(Path.Combine(Repository.Root, "deploy", "kubernetes", "overlays", "aws"));

    public static Manifests AwsMigrate { get; } = new(Path.Combine(Repository.Root, "deploy", "kubernetes", "overlays", "aws-migrate"));

    public string Folder { get; }

    /// <summary>The lines of <c>settings.env</c>, with keys as in a settings file.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => File.ReadLines(Path.Combine(Folder, "settings.env"))
        .Select(static line => line.Split('=', 2))
        .Select(static pair => KeyValuePair.Create(pair[0].Replace("__", ":", StringComparison.Ordinal), pair[1]));

    public IEnumerable<YamlMappingNode> OfKind(string kind) => _documents.Where(document => Text(document, "kind") == kind);

    /// <summary>The container of the portal, with its ports and probes.</summary>
    public YamlMappingNode Container => (YamlMappingNode)At(OfKind("StatefulSet").Single(), "spec", "template", "spec", "containers", "0");

    public Dictionary<string, int> Ports => Sequence(Container, "ports").ToDictionary(static port => Text(port, "name"), static port => int.Parse(Text(port, "containerPort"), null));

    public static YamlNode At(YamlNode node, params IEnumerable<string> path) =>
        path.Aggregate(node, static (inner, key) => inner is YamlSequenceNode sequence ? sequence[int.Parse(key, null)] : inner[key]);

    public static string Text(YamlNode node, params IEnumerable<string> path) => ((YamlScalarNode)At(node, path)).Value!;

    public static IEnumerable<YamlNode> Sequence(YamlNode node, params IEnumerable<string> path) => ((YamlSequenceNode)At(node, path)).Children;

    private static IEnumerable<YamlMappingNode> Read(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(file);
        stream.Load(reader);
        return stream.Documents.Select(static document => (YamlMappingNode)document.RootNode);
    }
}
