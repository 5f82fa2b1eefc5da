using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// The picture of the portal's folders in <c>docs/design.md</c> matches the compiled code, and <c>docs/images/folders.svg</c> shows the same.
/// </summary>
public class FolderPictureTests
{
    private const string Root = "PrivateLink.Portal";

    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    private static readonly FolderPicture Picture =
        FolderPicture.Read(File.ReadAllText(Path.Combine(Docs, "design.md")), "### The portal's folders");

    private static readonly Lazy<IReadOnlyCollection<(string From, string To, TypeArrow Use)>> Uses = new(() =>
    [
        .. from use in TypeReferences.Of(typeof(PortalDbContext).Assembly)
           let arrow = (From: FolderOf(use.FromNamespace), To: FolderOf(use.ToNamespace))
           where arrow.From is not null && arrow.To is not null && arrow.From != arrow.To
           select (arrow.From, arrow.To, use),
    ]);

    [Fact]
    public void Picture_HasEveryFolderOnce() => Assert.Equal(
        typeof(PortalDbContext).Assembly.GetTypes()
            .Select(type => FolderOf(type.Namespace ?? "")).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        Picture.Layers.SelectMany(layer => layer.Folders).Order(StringComparer.Ordinal));

    [Fact]
    public void Folders_KnowLowerLayers_AndOfTheirOwnWhatIsDrawn()
    {
        var levels = Picture.Layers.SelectMany((layer, level) => layer.Folders.Select(folder => (folder, level))).ToDictionary();

        Assert.Empty(Uses.Value
            .Where(use => levels[use.From] > levels[use.To]
                || (levels[use.From] == levels[use.To] && !Picture.ReachedFrom(use.From).Contains(use.To)))
            .Select(use => $"{use.From} → {use.To}: {use.Use}")
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Arrows_ThatAreDrawn_AreThere() => Assert.Empty(Picture.Arrows.Except(Uses.Value.Select(use => (use.From, use.To))));

    /// <summary>Set PRIVATELINK_UPDATE_GOLDEN to write the file again, then look at it.</summary>
    [Fact]
    public void Svg_IsTheSamePicture() => Golden.SameFile(Path.Combine(Docs, "images", "folders.svg"), Picture.ToSvg());

    private static string? FolderOf(string name) =>
        name.StartsWith(Root + ".", StringComparison.Ordinal) ? name[(Root.Length + 1)..].Split('.')[0] : null;
}
