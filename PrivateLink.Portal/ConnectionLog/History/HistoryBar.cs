namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>The connections in one part of a range, by outcome.</summary>
/// <param name="from">The start.</param>
/// <param name="to">The end, exclusive.</param>
public sealed class HistoryBar(DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<Outcome, long> _counts = [];

    public DateTimeOffset From => from;

    public DateTimeOffset To => to;

    public long Total => _counts.Values.Sum();

    public long Of(Outcome outcome) => _counts.GetValueOrDefault(outcome);

    internal void Add(Outcome outcome, long connections) => _counts[outcome] = Of(outcome) + connections;
}
