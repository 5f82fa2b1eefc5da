using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>An event from the engine: a decision, or (with <see cref="Closed"/>) the end of its connection.</summary>
public readonly record struct DecisionEvent(ConnectionDecision Decision, ConnectionClosed? Closed = null);
