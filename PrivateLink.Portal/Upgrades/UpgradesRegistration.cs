using Microsoft.AspNetCore.Components.Server.Circuits;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Upgrades;

public static class UpgradesRegistration
{
    /// <summary>Registers the way from one process to the next: what this process took over, and the socket where the next one asks.</summary>
    /// <param name="builder">The portal.</param>
    /// <param name="settings">The settings on the command line, which the next process gets too.</param>
    /// <param name="inheritance">What this process got from the one before it, or from systemd.</param>
    internal static WebApplicationBuilder AddUpgrades(this WebApplicationBuilder builder, string[] settings, Inheritance? inheritance)
    {
        var takeOver = inheritance?.TakeOver;
        builder.Services.AddSingleton(new SuccessionState(takeOver));
        builder.Services.AddSingleton(new InheritedSockets(inheritance?.Sockets ?? []) { IdLane = takeOver?.IdLane ?? 0 });
        builder.Services.AddSingleton(new Duty(isHeld: takeOver is null));
        builder.Services.AddSingleton(new SuccessorArguments(settings));
        builder.Services.AddSingleton<UpgradeTrace>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<UpgradeTrace>());
        builder.Services.AddSingleton<SuccessorStart>();
        builder.Services.AddSingleton<IPredecessor, RunningPredecessor>();
        builder.Services.AddSingleton<TakeOverGrant>();
        builder.Services.AddSingleton<TakeOverSocket>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<TakeOverSocket>());
        builder.Services.AddSingleton<MovingPages>();
        builder.Services.AddScoped<CircuitHandler, MovingPage>();
        builder.Services.AddSingleton(NotifySocket.OfEnvironment);
        builder.Services.AddSingleton<SystemdNotices>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<SystemdNotices>());
        return builder;
    }
}
