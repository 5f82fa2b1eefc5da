using MudBlazor;
using PrivateLink.Portal.Marks;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>The letter, words and icon of each kind of mark, the same in charts and lists. Bad events are filled and others are outlined, so that colour is never the only sign.</summary>
/// <param name="Letter">The letter before its line in a list.</param>
/// <param name="Word">The subject of the mark.</param>
/// <param name="Noun">The name of one such event, for counts.</param>
/// <param name="Icon">A constant of <see cref="Icons"/>.</param>
public sealed record MarkLook(string Letter, string Word, string Noun, string Icon)
{
    /// <summary>The kinds in order of importance to the reader.</summary>
    public static IReadOnlyList<TimeMarkKind> Order { get; } = [TimeMarkKind.Service, TimeMarkKind.Upstream, TimeMarkKind.Policy, TimeMarkKind.Gap];

    public static MarkLook Of(TimeMarkKind kind) => kind switch
    {
        TimeMarkKind.Policy => Policy,
        TimeMarkKind.Upstream => Upstream,
        TimeMarkKind.Service => Service,
        _ => Gap,
    };

    private static readonly MarkLook Policy = new("P", "Policy", "policy change", Icons.Material.Outlined.Policy);
    private static readonly MarkLook Upstream = new("U", "Upstream", "upstream event", Icons.Material.Outlined.Dns);
    private static readonly MarkLook Service = new("S", "Service", "service event", Icons.Material.Outlined.PowerSettingsNew);
    private static readonly MarkLook Gap = new("G", "Gap", "gap", Icons.Material.Outlined.UnfoldMore);
}
