using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// Brings the saved policy into force: build, swap, signal. Refreshes run one after the other. A failed one leaves the policy in
/// force as it is, says so in <see cref="Status"/>, and is repeated in the background until it succeeds.
/// </summary>
public sealed partial class PolicyPublisher(PolicyReader reader, PolicyStore store, TimeProvider time, ILogger<PolicyPublisher> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly SemaphoreSlim _failed = new(0, 1);
    private volatile PolicyStatus _status = PolicyStatus.None;

    /// <summary>Raised after every change of <see cref="Status"/>, on any thread.</summary>
    public event Action? Changed;

    public PolicyStatus Status => _status;

    /// <summary>Brings everything saved until now into force.</summary>
    /// <returns>What is in force afterwards; never throws for a database that is away.</returns>
    public async Task<Enforcement> RefreshAsync(CancellationToken cancellationToken = default)
    {
        Enforcement enforcement;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            enforcement = await ReadAndSwapAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }

        Changed?.Invoke();
        return enforcement;
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        _failed.Dispose();
        base.Dispose();
    }

    /// <summary>Waits for a failure, then repeats the refresh, less and less often.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _failed.WaitAsync(stoppingToken);
            for (var delay = FirstRetry; _status.PendingError is not null; delay = Min(delay * 2, LongestRetry))
            {
                await Task.Delay(delay, time, stoppingToken);
                await RefreshAsync(stoppingToken);
            }
        }
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private async Task<Enforcement> ReadAndSwapAsync(CancellationToken cancellationToken)
    {
        try
        {
            var snapshot = await reader.ReadAsync(cancellationToken);
            store.Swap(snapshot);
            _status = new PolicyStatus(snapshot.Revision, time.GetUtcNow(), PendingError: null);
            LogInForce(snapshot.Revision, snapshot.Resources.Count());
            return new Enforcement.InForce(snapshot.Revision);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var why = DatabaseErrors.Explain(exception);
            LogNotInForce(exception, _status.Revision);
            _status = _status with { PendingError = why };
            if (_failed.CurrentCount == 0) _failed.Release();
            return new Enforcement.Pending(why);
        }
    }

    [LoggerMessage(2000, LogLevel.Information, "Policy revision {Revision} is in force: {Resources} resources")]
    private partial void LogInForce(long revision, int resources);

    [LoggerMessage(2001, LogLevel.Error, "The saved policy could not be brought into force; revision {Revision} stays")]
    private partial void LogNotInForce(Exception exception, long? revision);
}
