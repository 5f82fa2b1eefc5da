using PrivateLink.Engine.Background;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Repeated background work on the database. If the database fails, the work is retried less and less often. Nothing waits for it. It runs a last
/// time when the portal stops.
/// </summary>
public abstract partial class DatabaseTask(string name, TimeSpan interval, TimeProvider time, ILogger logger)
    : SupervisedService(time, logger), IDatabaseWork
{
    private readonly DatabasePatience _patience = new(time);
    private readonly ILogger _logger = logger;

    /// <summary>Why the work is not done now; null while the database accepts writes.</summary>
    public string? Error => Failure is { } failure ? DatabaseErrors.Explain(failure) : null;

    /// <inheritdoc/>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public virtual string? Meanwhile => null;

    protected TimeProvider Time { get; } = time;

    /// <summary>The engine has stopped by now, so no new work comes.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!IsOwnWork && !Duty.IsHeld) return; // another process does this work now
        if (!await TryAsync(last: true, cancellationToken)) LogLeft(name, Error);
    }

    /// <returns>Whether the work is done.</returns>
    internal async Task<bool> TryAsync(bool last, CancellationToken cancellationToken)
    {
        try
        {
            await WorkAsync(last, cancellationToken);
            Succeeded();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Failed(exception);
            return false;
        }
    }

    /// <summary>Does all pending work, and keeps what it could not do.</summary>
    /// <param name="last">Whether the portal is stopping, so that nothing may be left for later.</param>
    /// <param name="cancellationToken">Interrupts the work, which is then repeated later.</param>
    protected abstract Task WorkAsync(bool last, CancellationToken cancellationToken);

    protected sealed override IEnumerable<BackgroundLoop> Loops => [new(name, RepeatAsync)];

    private async Task RepeatAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(interval, Time);
        while (await clock.WaitForNextTickAsync(stoppingToken))
            if (_patience.IsDue)
                await TryAsync(last: false, stoppingToken);
    }

    private void Succeeded()
    {
        if (_patience.HasFailed) LogBack(name);
        _patience.Succeeded();
        Failure = null;
    }

    private void Failed(Exception exception)
    {
        if (!_patience.HasFailed && DatabaseHealth.IsOutage(exception)) LogWaits(name, DatabaseErrors.Explain(exception));
        else if (!_patience.HasFailed) LogFailed(exception, name);
        _patience.Failed();
        Failure = exception;
    }

    [LoggerMessage(2040, LogLevel.Error, "{Work} failed and will be retried. Traffic is not affected")]
    private partial void LogFailed(Exception exception, string work);

    /// <summary>An outage is not a fault of this work. One message covers all such work (2310, 2312).</summary>
    [LoggerMessage(2062, LogLevel.Warning, "{Work} is waiting for the database: {Error}")]
    private partial void LogWaits(string work, string error);

    [LoggerMessage(2041, LogLevel.Information, "{Work} works again")]
    private partial void LogBack(string work);

    [LoggerMessage(2042, LogLevel.Error, "{Work} could not be finished before the portal stopped: {Error}")]
    private partial void LogLeft(string work, string? error);
}
