using PrivateLink.Portal.Marks;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>Marks of a chart that share a flag, because there is no room for one each.</summary>
/// <param name="At">Where its flag begins, as a share of the chart's width.</param>
/// <param name="Marks">The oldest first.</param>
public sealed record MarkCluster(double At, IReadOnlyList<TimeMark> Marks)
{
    /// <summary>How far apart flags are at least, as a share of the width: on a telephone a finger meets one.</summary>
    public const double Apart = 0.1;

    /// <summary>The mark by whose kind the flag looks: what is worse first, then by what is looked for first.</summary>
    public TimeMark Leading => Marks.OrderByDescending(mark => mark.IsBad).ThenBy(mark => Array.IndexOf([.. MarkLook.Order], mark.Kind)).First();

    /// <summary>The marks within a chart, those close to each other together.</summary>
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
