namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Decides when to retry a database that failed: soon at first, then less and less often. Not thread-safe.</summary>
internal sealed class DatabasePatience(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _pause;
    private long _failedAt;

    /// <summary>Whether the last attempt failed.</summary>
    public bool HasFailed => _pause > TimeSpan.Zero;

    public bool IsDue => !HasFailed || time.GetElapsedTime(_failedAt) >= _pause;

    public void Succeeded() => _pause = TimeSpan.Zero;

    public void Failed()
    {
        _failedAt = time.GetTimestamp();
        _pause = _pause == TimeSpan.Zero ? First : _pause * 2 > Longest ? Longest : _pause * 2;
    }
}
