namespace PrivateLink.Engine.Transport;

/// <summary>What connections may take before they are decided.</summary>
/// <param name="Timeout">The absolute deadline of each, counted from accept.</param>
/// <param name="Budget">The memory of all together.</param>
public sealed record PreludeAllowance(TimeSpan Timeout, PreludeBudget Budget);
