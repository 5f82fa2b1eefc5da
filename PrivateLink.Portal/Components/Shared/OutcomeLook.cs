using MudBlazor;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>The word, icon and colour name of each outcome: the same in chips, charts and filters.</summary>
/// <param name="Word">Always shown, so that colour is never the only sign.</param>
/// <param name="Icon">A constant of <see cref="Icons"/>.</param>
/// <param name="Colour">The name of the colour in <c>tokens.css</c>.</param>
public sealed record OutcomeLook(string Word, string Icon, string Colour)
{
    /// <summary>The order in which outcomes are listed everywhere.</summary>
    public static IReadOnlyList<Outcome> Order { get; } = [Outcome.Allowed, Outcome.Failed, Outcome.Denied, Outcome.Audited, Outcome.None];

    public static OutcomeLook Of(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => Allowed,
        Outcome.Failed => Failed,
        Outcome.Denied => Denied,
        Outcome.Audited => Audited,
        _ => Probe,
    };

    private static readonly OutcomeLook Allowed = new("Allowed", Icons.Material.Filled.CheckCircle, "allowed");
    private static readonly OutcomeLook Failed = new("Failed", Icons.Material.Filled.ReportProblem, "failed");
    private static readonly OutcomeLook Denied = new("Denied", Icons.Material.Filled.Block, "denied");
    private static readonly OutcomeLook Audited = new("Audited", Icons.Material.Filled.Visibility, "audited");
    private static readonly OutcomeLook Probe = new("Probe", Icons.Material.Filled.MonitorHeart, "probe");
}
