namespace PrivateLink.Portal.Succession;

/// <summary>Where this process stands among the processes of one portal: what came before it, and whether one comes after it. Thread-safe.</summary>
public sealed class SuccessionState
{
    private readonly TakeOver? _takeOver;
    private volatile UpgradeFailure? _failure;

    internal SuccessionState(TakeOver? takeOver) => _takeOver = takeOver;

    /// <summary>How this process took over; null if it started alone.</summary>
    internal TakeOver? TakeOver => _takeOver;

    /// <summary>When this process had every role of its predecessor, which accepted nothing after it. Null if it started alone.</summary>
    public DateTimeOffset? TookAt { get; private set; }

    /// <summary>The processes before this one that still run. They store their own records, and may still cut connections.</summary>
    internal IReadOnlyList<ElderProcess> Elders => [.. _takeOver?.Elders.Where(static elder => elder.IsRunning) ?? []];

    /// <summary>The last upgrade, if it failed. The next one that does not leads to another process.</summary>
    public UpgradeFailure? Failure => _failure;

    internal void Failed(UpgradeFailure failure) => _failure = failure;

    internal void Took(DateTimeOffset at) => TookAt = at;
}
