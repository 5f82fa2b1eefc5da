using PrivateLink.Fuzzing;
using SharpFuzz;

// Runs the named target on one input from standard input. AFL++ runs this with an instrumented parser library; see scripts/fuzz.sh.
Action<byte[]>? target = args is [var name] ? Targets.Find(name) : null;
if (target is null)
{
    Console.Error.WriteLine("Usage: PrivateLink.Fuzzing header|hello < input");
    return 2;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    target(bytes.ToArray());
});
return 0;
