using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Tests.Support;

[assembly: HostingStartup(typeof(HurriedPortal))]

namespace PrivateLink.Tests.Support;

/// <summary>The real portal in a process with a faster clock, so that actions after minutes happen after seconds.</summary>
public sealed class HurriedPortal : IHostingStartup
{
    private const string Factor = "PRIVATELINK_TEST_HURRY";

    /// <summary>The environment that makes a portal's clock run faster.</summary>
    internal static IReadOnlyDictionary<string, string> Environment(int factor) => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(HurriedPortal).Assembly.Location,
        ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(HurriedPortal).Assembly.GetName().Name!,
        [Factor] = factor.ToString(CultureInfo.InvariantCulture),
    };

    public void Configure(IWebHostBuilder builder)
    {
        if (int.TryParse(System.Environment.GetEnvironmentVariable(Factor), CultureInfo.InvariantCulture, out var factor))
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new HurriedTime(factor)));
    }

    private sealed class HurriedTime(int factor) : TimeProvider
    {
        private readonly DateTimeOffset _begin = System.GetUtcNow();
        private readonly long _start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => _begin + (System.GetElapsedTime(_start) * factor);

        public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) * factor);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

        private TimeSpan Sooner(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;
    }
}
