namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Hides host and Kestrel logs until the portal runs. A portal that cannot start reports why in one or two sentences; these logs would first show the
/// same with a stack trace.
/// </summary>
internal static class StartupQuiet
{
    private static readonly string[] Categories = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    public static ILoggingBuilder AddStartupQuiet(this ILoggingBuilder logging)
    {
        var phase = new StartupPhase();
        logging.Services.AddSingleton(phase);
        logging.Services.AddHostedService(_ => phase);
        foreach (var category in Categories) logging.AddFilter(category, level => phase.IsOver && level >= LogLevel.Warning);
        return logging;
    }

    /// <summary>Ends when every hosted service and Kestrel have started.</summary>
    private sealed class StartupPhase : IHostedLifecycleService
    {
        private volatile bool _isOver;

        public bool IsOver => _isOver;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            _isOver = true;
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
