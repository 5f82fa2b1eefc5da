namespace PrivateLink.Engine.Background;

/// <summary>A supervised loop at one moment.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Failures">How often it has failed since the process started; it began again each time.</param>
/// <param name="LastError">Why it failed last; null while it never did.</param>
/// <param name="IsFailing">Whether it failed within the last minute. A loop that fails again and again waits for less than that in between.</param>
public sealed record LoopStatus(string Name, int Failures, string? LastError, bool IsFailing);
