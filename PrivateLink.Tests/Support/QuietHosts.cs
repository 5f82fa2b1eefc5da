using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PrivateLink.Tests.Support;

[assembly: HostingStartup(typeof(QuietHosts))]

namespace PrivateLink.Tests.Support;

/// <summary>
/// Lets every web host that is built in the tests' own process log into the test's output instead of the console. ASP.NET Core calls this by itself,
/// since the tests are the program.
/// </summary>
public sealed class QuietHosts : IHostingStartup
{
    /// <summary>Also called in a portal's own process that loads this assembly; there the console is what the tests read.</summary>
    public void Configure(IWebHostBuilder builder)
    {
        if (Assembly.GetEntryAssembly() == typeof(QuietHosts).Assembly)
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(new TestOutputLog()));
    }
}
