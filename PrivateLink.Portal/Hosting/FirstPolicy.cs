using PrivateLink.Engine.Background;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.KeyRing;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Brings the first policy into force: the database's, or the one on disk while the database is unavailable. Then it waits for the database in the
/// background, and the portal is not ready until it answers.
/// </summary>
internal sealed partial class FirstPolicy(
    DatabaseInitializer initializer,
    PolicyPublisher publisher,
    FirstKey firstKey,
    IServiceProvider services,
    TimeProvider time,
    ILogger<FirstPolicy> logger) : SupervisedService(time, logger)
{
    // Connections wait during this time, although the portal already has a policy for them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceOfASuccessor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private volatile string? _schemaProblem;
    private Task<string?> _reading = Task.FromResult<string?>(null);

    /// <returns>Why no policy is in force; null when one is.</returns>
    public async Task<string?> BringIntoForceAsync(CancellationToken cancellationToken)
    {
        if (!await publisher.RecoverAsync(cancellationToken)) return await ReadDatabaseAsync(cancellationToken) is { } why ? Explain(why) : null;

        // On another thread, because the call may block while the database is unavailable.
        _reading = Task.Run(() => ReadDatabaseAsync(cancellationToken), cancellationToken);
        await Task.WhenAny(_reading, Task.Delay(Patience, _time, cancellationToken));
        if (!_reading.IsCompleted) publisher.ReportAway("The database has not answered yet.");
        return null;
    }

    /// <summary>
    /// Why this portal cannot work with the database's schema; null if it can, or if the database is away. Waits for the answer, and for migrations that
    /// have begun: a successor has time, because its predecessor serves.
    /// </summary>
    public async Task<string?> SchemaProblemAsync(CancellationToken cancellationToken)
    {
        for (var began = _time.GetTimestamp(); !_reading.IsCompleted && (initializer.IsMigrating || _time.GetElapsedTime(began) < PatienceOfASuccessor);)
            await Task.Delay(Pause, _time, cancellationToken);
        if (_schemaProblem is null && initializer.IsMigrating) return "The migration of the database failed; the log says why.";
        return _schemaProblem;
    }

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Waiting for the database", WaitForDatabaseAsync)];

    private async Task WaitForDatabaseAsync(CancellationToken stoppingToken)
    {
        if (_reading.IsFaulted) _reading = ReadDatabaseAsync(stoppingToken); // the first attempt failed, and awaiting it again would only repeat the fault
        for (var delay = FirstRetry; await _reading.WaitAsync(stoppingToken) is { } why; delay = PolicyUpkeep.Later(delay))
        {
            LogAway(why);
            publisher.ReportAway(why);
            await Task.Delay(delay, _time, stoppingToken);
            _reading = ReadDatabaseAsync(stoppingToken);
        }
    }

    /// <returns>Why the database's policy is not in force; null when it is.</returns>
    private async Task<string?> ReadDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await initializer.PrepareAsync(cancellationToken);
            if (services.GetService<DemoSeeder>() is { } seeder) await seeder.SeedAsync(cancellationToken);
        }
        catch (DatabaseNotReadyException exception)
        {
            _schemaProblem = exception is SchemaMismatchException ? exception.Message : null;
            return exception.Message;
        }

        _schemaProblem = null;
        if (await publisher.RefreshAsync(cancellationToken) is Enforcement.Pending pending) return pending.Why;
        await firstKey.MakeAsync(cancellationToken);
        return null;
    }

    private string Explain(string why) => publisher.Status.Damage is { Count: > 0 } damage
        ? $"{why} The policy on disk cannot replace it: {string.Join(" ", damage)}"
        : $"{why} There is no policy on disk to use instead.";

    [LoggerMessage(2006, LogLevel.Error, "The policy on disk is enforced, because the database cannot be read: {Why}")]
    private partial void LogAway(string why);
}
