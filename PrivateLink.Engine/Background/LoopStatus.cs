namespace PrivateLink.Engine.Background;

/// <summary>A supervised loop at one moment.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Failures">How often it has failed since the process started. It restarted each time.</param>
/// <param name="LastError">Why it last failed; null if it never has.</param>
/// <param name="IsFailing">Whether it failed within the last minute. A loop that keeps failing restarts more often than that.</param>
public sealed record LoopStatus(string Name, int Failures, string? LastError, bool IsFailing);
