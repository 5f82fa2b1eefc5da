namespace PrivateLink.Portal.Components.Pages.Tools;

/// <summary>Bytes to try the decoder with, one of each cloud.</summary>
internal static class DecoderExamples
{
    private const string Signature = "0d0a0d0a000d0a515549540a";

    public static IReadOnlyList<(string Name, string Hex)> All { get; } =
    [
        ("AWS", $"{Signature} 21 11 0026 0a00010f 0a000909 c822 01bb ea 0017 01 767063652d3061316232633364346535663630373138"),
        ("Azure", $"{Signature} 21 11 0014 0a01000f 0a010004 9c40 01bb ee 0005 01 c1450021"),
        ("GCP", $"{Signature} 21 11 0017 c0a80005 0a0a0009 9c40 01bb e0 0008 ffffffffc0a86402"),
        ("AWS health check", $"{Signature} 20 11 0007 ea 0004 02 000000"),
        ("Cut short", $"{Signature} 21 11 0026 0a00010f 0a000909 c822 01bb ea 0017 01 76706365"),
    ];
}
