using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PrivateLink.Tests.Support;

[assembly: HostingStartup(typeof(QuietHosts))]

namespace PrivateLink.Tests.Support;

/// <summary>
/// Makes every web host in the tests' own process log to the test's output instead of the console. ASP.NET Core calls this automatically, because the
/// tests are the entry assembly.
/// </summary>
public sealed class QuietHosts : IHostingStartup
{
    /// <summary>Also called in a portal's process that loads this assembly. There, the tests read the console.</summary>
    public void Configure(IWebHostBuilder builder)
    {
        if (Assembly.GetEntryAssembly() == typeof(QuietHosts).Assembly)
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(new TestOutputLog()));
    }
}
