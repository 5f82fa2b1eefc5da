using System.Diagnostics;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>An installed program: OpenSSL, curl, HAProxy.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Skips the test if a program is missing. <c>test.sh</c> installs them.</summary>
    public static void Require(string name) => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, name))),
        $"{name} is not installed");

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ToolResult> RunAsync(string name, string input, params IEnumerable<string> arguments)
    {
        Require(name);
        NeedsAttribute.Demand();
        using var process = Process.Start(new ProcessStartInfo(name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await TellAsync(process.StandardInput, input);
            await process.WaitForExitAsync(patience.Token);
            return new ToolResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Writes the whole input, unless the program ends first, as one whose connection is denied does.</summary>
    private static async Task TellAsync(StreamWriter program, string input)
    {
        try
        {
            await program.WriteAsync(input);
            program.Close();
        }
        catch (IOException)
        {
            // The program's output explains the failure.
        }
    }
}

/// <summary>A program's exit code and output.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error);
