using System.Globalization;
using System.Text.RegularExpressions;
using MudBlazor;
using PrivateLink.Portal.Components.Layout;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

/// <summary>The colours are defined twice, for MudBlazor and for everything else. Both must match and be readable.</summary>
public partial class PortalThemeTests
{
    private const double Text = 4.5;
    private const double Shapes = 3.0;

    private static readonly Dictionary<string, string> Light = Tokens(@":root \{");
    private static readonly Dictionary<string, string> Dark = Tokens(@":root\[data-theme=""dark""\] \{");

    private static readonly string[] Texts = ["text", "text-muted", "text-faint", "accent-text"];
    private static readonly string[] Surfaces = ["background", "surface", "surface-raised", "hover", "selected", "accent-soft"];
    private static readonly string[] Verdicts = ["allowed", "denied", "audited", "probe"];

    public static TheoryData<bool> Themes => [false, true];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Palette_EachColour_EqualsTheStylesheet(bool dark)
    {
        Palette palette = dark ? PortalTheme.Theme.PaletteDark : PortalTheme.Theme.PaletteLight;
        var tokens = dark ? Dark : Light;

        Assert.Equal(
            [tokens["accent"], tokens["on-accent"], tokens["background"], tokens["surface"], tokens["text"], tokens["text-muted"], tokens["line"], tokens["line-input"]],
            new[] { palette.Primary, palette.PrimaryContrastText, palette.Background, palette.Surface, palette.TextPrimary, palette.TextSecondary, palette.LinesDefault, palette.LinesInputs }
                .Select(colour => colour.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex)));
        Assert.Equal(
            [tokens["allowed"], tokens["denied"], tokens["audited"], tokens["probe"]],
            new[] { palette.Success, palette.Error, palette.Warning, palette.Info }.Select(colour => colour.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex)));
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Text_OnEverySurface_IsReadable(bool dark) => AssertContrast(dark ? Dark : Light, Text,
        from text in Texts
        from surface in Surfaces
        select (text, surface));

    [Theory]
    [MemberData(nameof(Themes))]
    public void Verdicts_OnChipsAndSurfaces_AreReadable(bool dark) => AssertContrast(dark ? Dark : Light, Text,
        from verdict in Verdicts
        from surface in new[] { $"{verdict}-soft", "surface", "background", "hover" }
        select (verdict, surface));

    [Theory]
    [MemberData(nameof(Themes))]
    public void Buttons_InTheAccent_AreReadable(bool dark) =>
        AssertContrast(dark ? Dark : Light, Text, [("on-accent", "accent"), ("on-accent", "accent-hover")]);

    [Theory]
    [MemberData(nameof(Themes))]
    public void ShapesThatMean_OnTheirSurface_AreVisible(bool dark) => AssertContrast(dark ? Dark : Light, Shapes,
    [
        ("line-input", "surface"), ("line-input", "background"), ("accent", "surface"), ("accent", "background"),
        ("allowed-chart", "surface"), ("denied-chart", "surface"), ("audited-chart", "surface"), ("probe-chart", "surface"),
    ]);

    private static void AssertContrast(Dictionary<string, string> tokens, double least, IEnumerable<(string Front, string Back)> pairs)
    {
        var tooLow = from pair in pairs
                     let contrast = Contrast(tokens[pair.Front], tokens[pair.Back])
                     where contrast < least
                     select $"{pair.Front} on {pair.Back}: {contrast:0.00}";
        Assert.Empty(tooLow);
    }

    /// <summary>WCAG 2.2, contrast ratio of two relative luminances.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    private static Dictionary<string, string> Tokens(string block)
    {
        using var stylesheet = new StreamReader(typeof(PortalThemeTests).Assembly.GetManifestResourceStream("tokens.css")!);
        var css = stylesheet.ReadToEnd();
        var body = Regex.Match(css, block + @"(?<body>[^}]*)\}").Groups["body"].Value;
        return ColourToken().Matches(body).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["hex"].Value);
    }

    [GeneratedRegex(@"--(?<name>[a-z-]+): (?<hex>#[0-9a-f]{6});")]
    private static partial Regex ColourToken();
}
