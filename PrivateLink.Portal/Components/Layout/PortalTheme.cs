using MudBlazor;

namespace PrivateLink.Portal.Components.Layout;

/// <summary>
/// The portal's look for MudBlazor's components. The colours are those of <c>wwwroot/css/tokens.css</c>, which every other
/// element uses; a test compares the two.
/// </summary>
public static class PortalTheme
{
    private static readonly string[] TextFonts = ["Inter", "system-ui", "-apple-system", "Segoe UI", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#4f5bd5",
            PrimaryContrastText = "#ffffff",
            Success = "#15693a",
            Error = "#b0221b",
            Warning = "#835000",
            WarningContrastText = "#ffffff",
            Info = "#546070",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            TextPrimary = "#1a212c",
            TextSecondary = "#546070",
            TextDisabled = "#626d7c",
            ActionDefault = "#546070",
            ActionDisabled = "#626d7c",
            LinesDefault = "#e1e5eb",
            LinesInputs = "#868f9d",
            Divider = "#e1e5eb",
            TableLines = "#e1e5eb",
            Skeleton = "#e1e5eb",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8b95ff",
            PrimaryContrastText = "#0e1218",
            Success = "#62d391",
            SuccessContrastText = "#0e1218",
            Error = "#ff8f86",
            ErrorContrastText = "#0e1218",
            Warning = "#efb65a",
            WarningContrastText = "#0e1218",
            Info = "#a3adbb",
            InfoContrastText = "#0e1218",
            Background = "#0e1218",
            Surface = "#151a22",
            TextPrimary = "#e4e8ee",
            TextSecondary = "#a3adbb",
            TextDisabled = "#909bab",
            ActionDefault = "#a3adbb",
            ActionDisabled = "#909bab",
            LinesDefault = "#262d38",
            LinesInputs = "#6b7686",
            Divider = "#262d38",
            TableLines = "#262d38",
            Skeleton = "#262d38",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = TextFonts, FontSize = "14px", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "13px", FontWeight = "500", LetterSpacing = "normal", TextTransform = "none" },
            Body1 = new Body1Typography { FontSize = "14px", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "13px", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontSize = "12px", LetterSpacing = "normal" },
            H6 = new H6Typography { FontSize = "16px", FontWeight = "600", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
