using MudBlazor;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>The word, icon and colour name of each verdict: one look in chips, charts and filters.</summary>
/// <param name="Word">Always shown, so that colour never stands alone.</param>
/// <param name="Icon">A constant of <see cref="Icons"/>.</param>
/// <param name="Colour">The name of the colour in <c>tokens.css</c>, and of the value in a URL.</param>
public sealed record VerdictLook(string Word, string Icon, string Colour)
{
    /// <summary>The order in which verdicts are listed everywhere.</summary>
    public static IReadOnlyList<Verdict> Order { get; } = [Verdict.Allowed, Verdict.Denied, Verdict.Audited, Verdict.None];

    public static VerdictLook Of(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => Allowed,
        Verdict.Denied => Denied,
        Verdict.Audited => Audited,
        _ => Probe,
    };

    private static readonly VerdictLook Allowed = new("Allowed", Icons.Material.Filled.CheckCircle, "allowed");
    private static readonly VerdictLook Denied = new("Denied", Icons.Material.Filled.Block, "denied");
    private static readonly VerdictLook Audited = new("Audited", Icons.Material.Filled.Visibility, "audited");
    private static readonly VerdictLook Probe = new("Probe", Icons.Material.Filled.MonitorHeart, "probe");
}
