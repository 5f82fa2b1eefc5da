using System.Diagnostics;

namespace PrivateLink.Tests.Support;

/// <summary>An installed program that runs until the test ends.</summary>
internal sealed class RunningTool : IAsyncDisposable
{
    private readonly Process _process;

    private RunningTool(Process process) => _process = process;

    public static RunningTool Start(string name, params IEnumerable<string> arguments)
    {
        Tool.Require(name);
        NeedsAttribute.Demand();
        return new(Process.Start(new ProcessStartInfo(name, arguments))!);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
