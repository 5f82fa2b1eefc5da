namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>The spans that the person zoomed in through, for zooming out. Each one is a part of the one before.</summary>
internal sealed class ZoomTrail
{
    /// <summary>Addresses are less exact than clocks, and an open span keeps moving.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Stack<Place> _outer = new();
    private Place? _here;

    /// <summary>The address of the span around this one; null if the person did not come from one.</summary>
    public string? Back => _outer.TryPeek(out var outer) ? outer.Address : null;

    /// <summary>Records that the page now shows a span.</summary>
    /// <param name="address">The span in the form that the address uses.</param>
    /// <param name="from">The beginning; null for everything that is stored.</param>
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

        /// <summary>Compares addresses only: a span up to now begins at another time on each visit.</summary>
        public bool Equals(Place? other) => other?.Address == Address;

        public override int GetHashCode() => Address.GetHashCode(StringComparison.Ordinal);
    }
}
