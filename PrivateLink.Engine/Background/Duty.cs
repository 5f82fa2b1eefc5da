namespace PrivateLink.Engine.Background;

/// <summary>
/// The right to do what only one process at a time may do: delete old rows, write the policy's folder, summarise for everyone. During a take-over two
/// processes run, and the duty passes from one to the other. Thread-safe.
/// </summary>
/// <param name="isHeld">Whether this process has it from the start.</param>
public sealed class Duty(bool isHeld) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _given = new();
    private TaskCompletionSource _taken = Completed(isHeld);
    private TaskCompletionSource _idle = Completed(true);
    private int _working;

    /// <summary>The duty of a process that is alone.</summary>
    public static Duty Always { get; } = new(isHeld: true);

    /// <summary>Whether this process has it.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_lock) return _taken.Task.IsCompleted;
        }
    }

    /// <summary>Takes it: the work that waited begins.</summary>
    public void Take()
    {
        lock (_lock) _taken.TrySetResult();
    }

    /// <summary>Gives it up, and waits until the work has ended.</summary>
    public async Task GiveUpAsync()
    {
        CancellationTokenSource given;
        lock (_lock)
        {
            if (!_taken.Task.IsCompleted) return;
            given = _given;
            (_given, _taken) = (new(), Completed(false));
        }

        await given.CancelAsync();
        Task idle;
        lock (_lock) idle = _idle.Task;
        await idle;
        given.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _given.Dispose();

    /// <summary>Does the work while this process has the duty: it begins when the duty is taken, is cancelled when it is given up, and begins again.</summary>
    internal async Task WorkAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            Task taken;
            lock (_lock) taken = _taken.Task;
            await taken.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested || Begin() is not { } given) continue;
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(given, stopping);
                await work(either.Token);
                if (!given.IsCancellationRequested) return; // done for good
            }
            finally
            {
                End();
            }
        }
    }

    private static TaskCompletionSource Completed(bool isCompleted)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isCompleted) source.SetResult();
        return source;
    }

    private CancellationToken? Begin()
    {
        lock (_lock)
        {
            if (!_taken.Task.IsCompleted) return null;
            if (_working++ == 0) _idle = Completed(false);
            return _given.Token;
        }
    }

    private void End()
    {
        lock (_lock)
            if (--_working == 0) _idle.SetResult();
    }
}
