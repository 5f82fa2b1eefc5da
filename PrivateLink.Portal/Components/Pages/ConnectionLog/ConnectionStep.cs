using PrivateLink.Portal.ConnectionLog.Decoding;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>One step of a connection, as the detail panel shows it.</summary>
/// <param name="Name">The name of the step.</param>
/// <param name="State">How the step went.</param>
/// <param name="Sentence">What happened, in one sentence.</param>
/// <param name="Facts">What was observed.</param>
/// <param name="Took">How long it took, if that is measured.</param>
public sealed record ConnectionStep(string Name, JourneyState State, string Sentence, IReadOnlyList<Fact> Facts, TimeSpan? Took = null)
{
    /// <summary>The current state if it may have changed since; null if there is nothing to say.</summary>
    public string? Now { get; init; }

    /// <summary>A page about what this step used; null if there is none.</summary>
    public (string Href, string Text)? Link { get; init; }

    /// <summary>The bytes that this step read; null if none are kept.</summary>
    public DecodedBytes? Bytes { get; init; }
}

/// <summary>One observed fact.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its text, possibly from the client.</param>
/// <param name="CanCopy">Whether people copy or compare it.</param>
/// <param name="Field">The field that finds similar connections; null if there is none.</param>
/// <param name="FilterValue">The value in the filter, if it differs from the text.</param>
public sealed record Fact(string Name, string Value, bool CanCopy = false, FilterField? Field = null, string? FilterValue = null)
{
    public FilterPick? Pick(bool excludes) => Field is null ? null : new(Field, FilterValue ?? Value, excludes);
}
