using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

public static class ConnectionLogRegistration
{
    /// <summary>The way of a decision from the engine to the live page.</summary>
    public static WebApplicationBuilder AddConnectionLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DecisionChannel>();
        builder.Services.AddSingleton<IDecisionSink>(services => services.GetRequiredService<DecisionChannel>());
        builder.Services.AddSingleton<LiveConnections>();
        builder.Services.AddHostedService<DecisionPump>();
        return builder;
    }
}
