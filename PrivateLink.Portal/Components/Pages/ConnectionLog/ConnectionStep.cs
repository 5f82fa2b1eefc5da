namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>One station of a connection, as the detail panel tells it.</summary>
/// <param name="Name">Where the connection was.</param>
/// <param name="State">How it went there.</param>
/// <param name="Sentence">What happened, in one sentence.</param>
/// <param name="Facts">What was seen.</param>
/// <param name="Took">How long it took, where that is measured.</param>
public sealed record ConnectionStep(string Name, StepState State, string Sentence, IReadOnlyList<Fact> Facts, TimeSpan? Took = null);

/// <summary>One thing that was seen.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its text, possibly a stranger's.</param>
/// <param name="CanCopy">Whether people copy or compare it.</param>
public sealed record Fact(string Name, string Value, bool CanCopy = false);
