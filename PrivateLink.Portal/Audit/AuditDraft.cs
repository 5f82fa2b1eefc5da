using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>What happened, before it has a place in the chain.</summary>
/// <param name="Why">Why the action was refused.</param>
/// <param name="Before">Facts as JSON (<see cref="AuditFacts"/>).</param>
/// <param name="After">Facts as JSON.</param>
public sealed record AuditDraft(
    AuditActor Actor, AuditAction Action, AuditTarget Target, AuditResult Result, string? Why = null, string? Before = null, string? After = null);
