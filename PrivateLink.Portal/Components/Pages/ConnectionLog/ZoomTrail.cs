namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>The way back out of the spans that somebody went into: each is a part of the one before.</summary>
internal sealed class ZoomTrail
{
    /// <summary>Addresses are less exact than clocks, and an open span moves on.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Stack<Place> _outer = new();
    private Place? _here;

    /// <summary>The span around this one, as the address has it; null where nobody came from one.</summary>
    public string? Back => _outer.TryPeek(out var outer) ? outer.Address : null;

    /// <summary>The page shows a span now.</summary>
    /// <param name="address">The span as the address has it.</param>
    /// <param name="from">The beginning; null for all that is kept.</param>
    /// <param name="to">The end; null for up to now.</param>
    public void Arrive(string address, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (_here?.Address == address) return;
        var place = new Place(address, from, to);
        if (_outer.Contains(place))
            while (_outer.Pop() != place) { }
        else if (_here is { } here && place.IsPartOf(here)) _outer.Push(here);
        else _outer.Clear();
        _here = place;
    }

    private sealed record Place(string Address, DateTimeOffset? From, DateTimeOffset? To)
    {
        public bool IsPartOf(Place outer) =>
            this is { From: { } from, To: { } to } && (outer.From is null || outer.From - Slack <= from) && (outer.To is null || to <= outer.To + Slack);

        /// <summary>Spans up to now begin elsewhere each time.</summary>
        public bool Equals(Place? other) => other?.Address == Address;

        public override int GetHashCode() => Address.GetHashCode(StringComparison.Ordinal);
    }
}
