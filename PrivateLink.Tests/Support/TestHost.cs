using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace PrivateLink.Tests.Support;

/// <summary>The folder that a host's relative paths start from.</summary>
internal sealed class TestHost(string contentRoot = "/") : IHostEnvironment
{
    public string EnvironmentName { get; set; } = "Test";

    public string ApplicationName { get; set; } = "PrivateLink";

    public string ContentRootPath { get; set; } = contentRoot;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
