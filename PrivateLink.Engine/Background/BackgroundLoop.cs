namespace PrivateLink.Engine.Background;

/// <summary>Work in the background that normally ends only when the process stops.</summary>
/// <param name="Name">What it does, as the log and health say it: <c>Checking upstream addresses</c>.</param>
/// <param name="RunAsync">
/// Does the work until it is cancelled. Called again after a failure, so it begins with whatever was left undone, and keeps nothing in local
/// variables that must not be lost.
/// </param>
public sealed record BackgroundLoop(string Name, Func<CancellationToken, Task> RunAsync);
