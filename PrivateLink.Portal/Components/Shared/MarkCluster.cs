using PrivateLink.Portal.Marks;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>Marks of a chart that share a flag, because there is no room for separate flags.</summary>
/// <param name="At">The position of its flag, as a share of the chart's width.</param>
/// <param name="Marks">The marks, oldest first.</param>
public sealed record MarkCluster(double At, IReadOnlyList<TimeMark> Marks)
{
    /// <summary>The minimum distance between flags, as a share of the width: on a phone, a finger must hit only one.</summary>
    public const double Apart = 0.1;

    /// <summary>The mark that sets the look of the flag: bad events first, then in the order of <see cref="MarkLook.Order"/>.</summary>
    public TimeMark Leading => Marks.OrderByDescending(mark => mark.IsBad).ThenBy(mark => Array.IndexOf([.. MarkLook.Order], mark.Kind)).First();

    /// <summary>The marks within a chart. Marks that are close together share a cluster.</summary>
    public static IReadOnlyList<MarkCluster> Of(IEnumerable<TimeMark> marks, ChartScale scale)
    {
        var clusters = new List<(double At, List<TimeMark> Marks)>();
        foreach (var mark in Within(marks, scale).OrderBy(mark => mark.Time))
        {
            var at = scale.ShareOf(mark.Time);
            if (clusters.Count > 0 && at - clusters[^1].At < Apart) clusters[^1].Marks.Add(mark);
            else clusters.Add((at, [mark]));
        }

        return [.. clusters.Select(cluster => new MarkCluster(cluster.At, cluster.Marks))];
    }

    public static IEnumerable<TimeMark> Within(IEnumerable<TimeMark> marks, ChartScale scale) => marks.Where(mark => mark.Time >= scale.From && mark.Time <= scale.To);
}
