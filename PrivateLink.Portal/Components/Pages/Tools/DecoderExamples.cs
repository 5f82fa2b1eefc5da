using PrivateLink.Portal.Clouds.Known;

namespace PrivateLink.Portal.Components.Pages.Tools;

/// <summary>Example bytes for the decoder, one for each cloud.</summary>
internal static class DecoderExamples
{
    private const string Signature = "0d0a0d0a000d0a515549540a";

    public static IReadOnlyList<(string Name, string Hex)> All { get; } =
    [
        .. KnownClouds.All.Select(cloud => (cloud.Words.Name, cloud.Header.Example)),
        ("AWS health check", $"{Signature} 20 11 0007 ea 0004 02 000000"),
        ("Truncated", $"{Signature} 21 11 0026 0a00010f 0a000909 c822 01bb ea 0017 01 76706365"),
    ];
}
