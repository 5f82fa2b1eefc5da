namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>The connections of a part of a range, by outcome.</summary>
/// <param name="from">The beginning.</param>
/// <param name="to">Exclusive.</param>
public sealed class HistoryBar(DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<Outcome, long> _counts = [];

    public DateTimeOffset From => from;

    public DateTimeOffset To => to;

    public long Total => _counts.Values.Sum();

    public long Of(Outcome outcome) => _counts.GetValueOrDefault(outcome);

    internal void Add(Outcome outcome, long connections) => _counts[outcome] = Of(outcome) + connections;
}
