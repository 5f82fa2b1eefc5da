namespace PrivateLink.Engine.Transport;

/// <summary>The limits for connections before they are decided.</summary>
/// <param name="Timeout">The absolute deadline of each connection, counted from accept.</param>
/// <param name="Budget">The memory for all of them together.</param>
public sealed record PreludeAllowance(TimeSpan Timeout, PreludeBudget Budget);
