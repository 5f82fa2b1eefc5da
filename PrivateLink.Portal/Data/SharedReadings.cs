namespace PrivateLink.Portal.Data;

/// <summary>
/// Reads something once for all who ask: those who come while it is read wait for the same, and for a while the answer is good. A failure is told to
/// those who waited and not kept, nor is the answer that there is nothing. Thread-safe.
/// </summary>
/// <param name="time">Says how old an answer is.</param>
/// <param name="fresh">How long an answer is good.</param>
/// <param name="most">How many are kept.</param>
internal sealed class SharedReadings<TKey, TValue>(TimeProvider time, TimeSpan fresh, int most)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Reading> _readings = [];

    /// <param name="key">What is asked for.</param>
    /// <param name="read">Reads it; is given what was read last. Nobody's leaving ends it, since others may wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
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
