namespace PrivateLink.Portal.Data;

/// <summary>
/// Shares one read among all callers that ask at the same time, and caches the answer for a while. A failure reaches the waiting callers and is not
/// cached. An empty answer is not cached either. Thread-safe.
/// </summary>
/// <param name="time">Measures the age of an answer.</param>
/// <param name="fresh">How long an answer stays valid.</param>
/// <param name="most">The maximum number of cached answers.</param>
internal sealed class SharedReadings<TKey, TValue>(TimeProvider time, TimeSpan fresh, int most)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Reading> _readings = [];

    /// <param name="key">The key of the answer.</param>
    /// <param name="read">
    /// Reads the answer. Its argument is the previous answer. A caller that leaves does not cancel it, because others may wait.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<TValue?> ReadAsync(TKey key, Func<TValue?, Task<TValue?>> read, CancellationToken cancellationToken)
    {
        Reading reading;
        bool isFirst;
        lock (_lock)
        {
            var known = _readings.GetValueOrDefault(key);
            isFirst = known is null || !IsGood(known);
            reading = isFirst ? new(known?.Last) : known!;
            if (isFirst) Keep(key, reading);
        }

        if (isFirst) await FillAsync(reading, read);
        return await reading.Done.Task.WaitAsync(cancellationToken);
    }

    private void Keep(TKey key, Reading reading)
    {
        if (_readings.Count >= most && !_readings.ContainsKey(key)) _readings.Clear();
        _readings[key] = reading;
    }

    private bool IsGood(Reading reading) =>
        !reading.Done.Task.IsCompleted || (reading.Done.Task is { IsCompletedSuccessfully: true, Result: not null } && time.GetElapsedTime(reading.At) < fresh);

    private async Task FillAsync(Reading reading, Func<TValue?, Task<TValue?>> read)
    {
        try
        {
            var value = await read(reading.Before);
            reading.At = time.GetTimestamp();
            reading.Done.SetResult(value);
        }
        catch (Exception exception)
        {
            reading.Done.SetException(exception);
        }
    }

    private sealed class Reading(TValue? before)
    {
        public TaskCompletionSource<TValue?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TValue? Before => before;

        public long At { get; set; }

        public TValue? Last => Done.Task is { IsCompletedSuccessfully: true, Result: { } value } ? value : before;
    }
}
