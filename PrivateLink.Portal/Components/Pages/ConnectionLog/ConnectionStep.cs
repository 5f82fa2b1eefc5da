using PrivateLink.Portal.ConnectionLog.Decoding;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>One station of a connection, as the detail panel tells it.</summary>
/// <param name="Name">Where the connection was.</param>
/// <param name="State">How it went there.</param>
/// <param name="Sentence">What happened, in one sentence.</param>
/// <param name="Facts">What was seen.</param>
/// <param name="Took">How long it took, where that is measured.</param>
public sealed record ConnectionStep(string Name, JourneyState State, string Sentence, IReadOnlyList<Fact> Facts, TimeSpan? Took = null)
{
    /// <summary>What is so now and may have been otherwise then; null where nothing is worth saying.</summary>
    public string? Now { get; init; }

    /// <summary>A page about what was met here; null where there is none.</summary>
    public (string Href, string Text)? Link { get; init; }

    /// <summary>The bytes that were read here; null where none are kept.</summary>
    public DecodedBytes? Bytes { get; init; }
}

/// <summary>One thing that was seen.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its text, possibly a stranger's.</param>
/// <param name="CanCopy">Whether people copy or compare it.</param>
/// <param name="Field">The field by which connections like this one are found; null where there is none.</param>
/// <param name="FilterValue">The value in the filter where it differs from the text.</param>
public sealed record Fact(string Name, string Value, bool CanCopy = false, FilterField? Field = null, string? FilterValue = null)
{
    public FilterPick? Pick(bool excludes) => Field is null ? null : new(Field, FilterValue ?? Value, excludes);
}
