using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Background;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Health;

/// <summary>
/// Whether the database answers: asked now and then, told to every page in one place. The engine does not need it; it decides by the
/// policy it has.
/// </summary>
public sealed partial class DatabaseHealth(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<DatabaseHealth> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private volatile string? _problem;

    /// <summary>Raised when <see cref="Problem"/> has come, changed or gone, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Why the database cannot be used, as a sentence; null while it answers.</summary>
    public string? Problem => _problem;

    /// <summary>Whether an exception means that the database is away, and not that we did something wrong.</summary>
    public static bool IsOutage(Exception exception) => DatabaseErrors.IsDatabaseFault(exception);

    /// <summary>Asks once.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(either.Token);
            _ = await context.PolicyRevisions.AnyAsync(either.Token);
            Become(null);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Become("The database does not answer in time.");
        }
        catch (Exception exception) when (IsOutage(exception))
        {
            Become(DatabaseErrors.Explain(exception));
        }
    }

    protected override IEnumerable<BackgroundLoop> Loops => [new("Asking whether the database answers", AskAgainAndAgainAsync)];

    private async Task AskAgainAndAgainAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await AskAsync(stoppingToken);
    }

    private void Become(string? problem)
    {
        if (problem == _problem) return;
        if (problem is null) LogBack();
        else if (_problem is null) LogAway(problem);
        _problem = problem;
        Changed?.Invoke();
    }

    [LoggerMessage(2310, LogLevel.Error, "{Problem} The engine goes on with the policy it has.")]
    private partial void LogAway(string problem);

    [LoggerMessage(2311, LogLevel.Information, "The database answers again")]
    private partial void LogBack();
}
