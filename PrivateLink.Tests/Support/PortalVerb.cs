using System.CommandLine;
using System.Text;
using PrivateLink.Portal.Commands;

namespace PrivateLink.Tests.Support;

/// <summary>
/// A verb of the portal that looks after the database, in the tests' own process: as the command line runs it, without the seconds that a process takes
/// to start. Only the mask for new files is the tests'.
/// </summary>
internal static class PortalVerb
{
    /// <summary>Runs it to its end.</summary>
    public static async Task<ToolResult> RunAsync(params IEnumerable<string> arguments)
    {
        var root = new RootCommand { TreatUnmatchedTokensAsErrors = false };
        root.Subcommands.Add(DatabaseCommand.Create());
        root.Subcommands.Add(AuditCommand.Create());
        using var console = new HeardConsole();
        var exitCode = await root.Parse([.. arguments]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return new ToolResult(exitCode, console.Output, console.Error);
    }

    /// <summary>What is written to the console in the course of one test; what others write meanwhile is theirs.</summary>
    private sealed class HeardConsole : IDisposable
    {
        private static readonly Branch Out = new(Console.Out);
        private static readonly Branch Err = new(Console.Error);

        private readonly StringWriter _output = new();
        private readonly StringWriter _error = new();

        static HeardConsole()
        {
            Console.SetOut(Out);
            Console.SetError(Err);
        }

        public HeardConsole() => (Out.Here, Err.Here) = (_output, _error);

        public string Output => _output.ToString();

        public string Error => _error.ToString();

        public void Dispose()
        {
            (Out.Here, Err.Here) = (null, null);
            _output.Dispose();
            _error.Dispose();
        }
    }

    /// <summary>Writes to wherever the course of the call wants it, and to the console for everybody else.</summary>
    private sealed class Branch(TextWriter console) : TextWriter
    {
        private readonly AsyncLocal<TextWriter?> _here = new();

        public override Encoding Encoding => console.Encoding;

        public TextWriter? Here
        {
            set => _here.Value = value;
        }

        public override void Write(char value) => (_here.Value ?? console).Write(value);

        public override void Write(string? value) => (_here.Value ?? console).Write(value);

        public override void WriteLine(string? value) => (_here.Value ?? console).WriteLine(value);

        public override void Flush() => (_here.Value ?? console).Flush();
    }
}
