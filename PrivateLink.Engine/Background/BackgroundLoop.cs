namespace PrivateLink.Engine.Background;

/// <summary>Background work that normally ends only when the process stops.</summary>
/// <param name="Name">What it does, as shown in the log and in health checks: <c>Checking upstream addresses</c>.</param>
/// <param name="RunAsync">
/// Does the work until it is cancelled. It is called again after a failure, so it must resume unfinished work. State that must not be lost may not be
/// in local variables.
/// </param>
public sealed record BackgroundLoop(string Name, Func<CancellationToken, Task> RunAsync);
